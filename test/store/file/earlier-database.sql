-- A database as the program of commit 56e58ca left it, written by its own actions: a finished study (1) and one (2)
-- whose round is open. Taken from the file with its tables, its rows and the steps of the schema it had gone through.
PRAGMA foreign_keys = OFF;
CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric);
CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`messenger` text NOT NULL,
	`user_id` integer NOT NULL,
	`unreachable_since` integer,
	`unreachable_reason` text,
	`chosen_study_id` integer,
	`created_at` integer NOT NULL
);
CREATE TABLE `announcements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`panel_id` integer,
	`text` text NOT NULL,
	`sent_at` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `answers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`questionnaire_id` integer NOT NULL,
	`position` integer NOT NULL,
	`item_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`value` real,
	`how` text,
	`reason` text,
	`reason_state` text,
	`stands_by` integer DEFAULT false NOT NULL,
	`answered_at` integer,
	`previous_value` real,
	FOREIGN KEY (`questionnaire_id`) REFERENCES `questionnaires`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `dialogs` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`args` text NOT NULL,
	`started_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`account_id` integer,
	`kind` text NOT NULL,
	`details` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `experts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`key` text,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`mobile` text,
	`pseudonym` text NOT NULL,
	`token` text,
	`account_id` integer,
	`joined_at` integer,
	`left_at` integer,
	`removed_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `facilitators` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `failed_updates` (
	`messenger` text NOT NULL,
	`update_id` integer NOT NULL,
	`payload` text NOT NULL,
	`error` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`messenger`, `update_id`)
);
CREATE TABLE `files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`bytes` blob NOT NULL,
	`created_at` integer NOT NULL
);
CREATE TABLE `handled_updates` (
	`messenger` text NOT NULL,
	`update_id` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`messenger`, `update_id`, `fingerprint`)
);
CREATE TABLE `item_panels` (
	`item_id` integer NOT NULL,
	`panel_id` integer NOT NULL,
	`dropped_in_round_id` integer,
	`dropped_why` text,
	PRIMARY KEY(`item_id`, `panel_id`),
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `item_results` (
	`panel_round_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`n` integer NOT NULL,
	`mean` real,
	`sd` real,
	`median` real,
	`q1` real,
	`q3` real,
	`no_opinion` integer NOT NULL,
	`counts` text NOT NULL,
	`kept` integer NOT NULL,
	`why` text NOT NULL,
	PRIMARY KEY(`panel_round_id`, `item_id`),
	FOREIGN KEY (`panel_round_id`) REFERENCES `panel_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `item_versions` (
	`item_id` integer NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`definition` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`item_id`, `version`),
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	`unit` text NOT NULL,
	`audience` text NOT NULL,
	`group_path` text NOT NULL,
	`parents` text NOT NULL, `removed_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`account_id` integer,
	`study_id` integer,
	`args` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `messenger_pauses` (
	`messenger` text NOT NULL,
	`chat_id` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`messenger`, `chat_id`)
);
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`account_id` integer NOT NULL,
	`args` text NOT NULL,
	`priority` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`not_before` integer,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`message_id` integer,
	`error` text, `refusals` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `panel_round_experts` (
	`panel_round_id` integer NOT NULL,
	`expert_id` integer NOT NULL,
	PRIMARY KEY(`panel_round_id`, `expert_id`),
	FOREIGN KEY (`panel_round_id`) REFERENCES `panel_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `panel_round_items` (
	`panel_round_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`position` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`panel_round_id`, `item_id`),
	FOREIGN KEY (`panel_round_id`) REFERENCES `panel_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `panel_rounds` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`round_id` integer NOT NULL,
	`panel_id` integer NOT NULL,
	`kind` text NOT NULL,
	`question` text NOT NULL,
	`feedback_from_id` integer,
	`state` text NOT NULL,
	`invited` integer NOT NULL,
	`answered` integer,
	`submitted` integer,
	`not_handed_in` integer,
	`raters` integer,
	`concordance` text,
	`verdict` text,
	`unchanged_share` real,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `panels` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL, `removed_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `previews` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`study_id` integer,
	`kind` text NOT NULL,
	`args` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `program_state` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
CREATE TABLE `proposals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`round_id` integer,
	`panel_id` integer,
	`expert_id` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`item_id` integer,
	`state` text NOT NULL,
	`decision_reason` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`result_item_id` integer, `panel_ids` text DEFAULT '[]' NOT NULL, `applied_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `protocols` (
	`study_id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `questionnaires` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`round_id` integer NOT NULL,
	`expert_id` integer NOT NULL,
	`begun_at` integer,
	`last_answer_at` integer,
	`handed_in_at` integer,
	`screen` text DEFAULT 'item' NOT NULL,
	`current_answer_id` integer,
	`overview_page` integer DEFAULT 0 NOT NULL,
	`warned_of_open` integer DEFAULT false NOT NULL,
	`card_message_id` integer,
	`card_account_id` integer,
	`card_version` integer DEFAULT 0 NOT NULL,
	`card_shown_version` integer DEFAULT 0 NOT NULL,
	`card_hash` text, `just_answered_id` integer, `put_off_until` integer, `seconds_an_item` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`card_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `questions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`expert_id` integer NOT NULL,
	`text` text NOT NULL,
	`asked_at` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `reminder_slots` (
	`round_id` integer NOT NULL,
	`hours` real NOT NULL,
	`sent_at` integer NOT NULL, `reached_expert_id` integer,
	PRIMARY KEY(`round_id`, `hours`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `round_plans` (
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`panel_codes` text NOT NULL,
	`open_for_days` real,
	`question` text NOT NULL,
	PRIMARY KEY(`study_id`, `position`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `rounds` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`reminders_from` integer NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	`judged_at` integer, `seconds_an_item` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `scale_points` (
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`value` real NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`study_id`, `position`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `seats` (
	`expert_id` integer NOT NULL,
	`panel_id` integer NOT NULL,
	PRIMARY KEY(`expert_id`, `panel_id`),
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `studies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`question` text NOT NULL,
	`guidance` text NOT NULL,
	`organiser` text NOT NULL,
	`contact` text NOT NULL,
	`consent` text NOT NULL,
	`kind` text NOT NULL,
	`neutral_point` real,
	`min_rounds` integer NOT NULL,
	`max_rounds` integer NOT NULL,
	`stability_threshold` real,
	`agreement_threshold` real,
	`open_for_days` real NOT NULL,
	`reminder_hours` text NOT NULL,
	`friday_reminders` integer NOT NULL,
	`min_answers_for_feedback` integer NOT NULL,
	`shuffled_items` integer NOT NULL,
	`anonymous` integer NOT NULL,
	`excluded_audiences` text NOT NULL,
	`seed` integer NOT NULL,
	`state` text NOT NULL,
	`protocol_sha256` text,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
CREATE TABLE `study_facilitators` (
	`study_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`study_id`, `account_id`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
INSERT INTO `__drizzle_migrations` VALUES (NULL, '668930d2d8ba94640b1d6c92adc4a5f8e1d9000f3fb7fd7b9747ce91db63a772', 1795558932229);
INSERT INTO `__drizzle_migrations` VALUES (NULL, '57337eba0d14af0070b99731c23798e90d9dc66343a449d54b25cb3d2271415e', 1795559701610);
INSERT INTO `__drizzle_migrations` VALUES (NULL, 'ca008aedc3e184ce7bd10740330732e4ea5364e4bc6a5ebae96af14b83c32c19', 1795562422919);
INSERT INTO `__drizzle_migrations` VALUES (NULL, 'a1a654ec3935b9416bfb69bd858f953be573e0404eb8d9eea2f15068424f350a', 1795563409534);
INSERT INTO `__drizzle_migrations` VALUES (NULL, 'b75be7f7ff13ea364a59687a56eb40064877e6f3f6383f15fa85d9e74e218f75', 1795565693468);
INSERT INTO `__drizzle_migrations` VALUES (NULL, 'e8ca86f216ad8c4fabc961c2803862b8fc112e2af8c24bdfa5e7d22a2410fb94', 1795571949610);
INSERT INTO `__drizzle_migrations` VALUES (NULL, 'ba7744f1320359d7e2c719ddae55a3ded92d58f7be5592e7b320c9b52bc33f16', 1795572542105);
INSERT INTO `__drizzle_migrations` VALUES (NULL, '2368fe625523c0ed19e22132ca27dfdce34b88bca1e9388b09090fb496f9cf2b', 1795574213746);
INSERT INTO `accounts` VALUES (1, 'telegram', 1001, NULL, NULL, 1, 1795847400000);
INSERT INTO `accounts` VALUES (2, 'telegram', 1002, NULL, NULL, NULL, 1795847400000);
INSERT INTO `accounts` VALUES (3, 'telegram', 1003, NULL, NULL, NULL, 1795847400000);
INSERT INTO `accounts` VALUES (4, 'telegram', 1004, NULL, NULL, 2, 1795847400000);
INSERT INTO `accounts` VALUES (5, 'telegram', 1005, NULL, NULL, NULL, 1795847400000);
INSERT INTO `accounts` VALUES (6, 'telegram', 1006, NULL, NULL, NULL, 1795847400000);
INSERT INTO `accounts` VALUES (7, 'telegram', 1007, NULL, NULL, NULL, 1795847400000);
INSERT INTO `answers` VALUES (1, 1, 0, 1, 'likert', 'rated', 5.0, 'chosen', NULL, NULL, 0, 1795933800000, NULL);
INSERT INTO `answers` VALUES (2, 1, 1, 2, 'likert', 'rated', 4.0, 'chosen', NULL, NULL, 0, 1795933800000, NULL);
INSERT INTO `answers` VALUES (3, 2, 0, 1, 'likert', 'rated', 4.0, 'chosen', NULL, NULL, 0, 1795933800000, NULL);
INSERT INTO `answers` VALUES (4, 2, 1, 2, 'likert', 'rated', 2.0, 'chosen', NULL, NULL, 0, 1795933800000, NULL);
INSERT INTO `answers` VALUES (5, 3, 0, 3, 'likert', 'rated', 4.0, 'chosen', NULL, NULL, 0, 1796023800000, NULL);
INSERT INTO `answers` VALUES (6, 3, 1, 4, 'likert', 'open', NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO `answers` VALUES (7, 4, 0, 3, 'likert', 'open', NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO `answers` VALUES (8, 4, 1, 4, 'likert', 'open', NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO `dialogs` VALUES (5, 'reason', '{"answerId":6}', 1796023800000);
INSERT INTO `events` VALUES (1, 1, 1795847400000, 'facilitator', 1, 'study.created', '{"panels":1,"experts":2,"items":2}');
INSERT INTO `events` VALUES (2, 1, 1795847400000, 'expert', 2, 'expert.joined', '{"expertId":1}');
INSERT INTO `events` VALUES (3, 1, 1795847400000, 'expert', 3, 'expert.joined', '{"expertId":2}');
INSERT INTO `events` VALUES (4, 1, 1795847400000, 'facilitator', 1, 'round.opened', '{"round":1,"deadline":"2026-12-05T06:30:00.000Z","continuedPanelIds":[]}');
INSERT INTO `events` VALUES (5, 1, 1795933800000, 'expert', NULL, 'questionnaire.handedIn', '{"round":1,"expertId":1}');
INSERT INTO `events` VALUES (6, 1, 1795933800000, 'expert', NULL, 'questionnaire.handedIn', '{"round":1,"expertId":2}');
INSERT INTO `events` VALUES (7, 1, 1796020200000, 'facilitator', 1, 'round.closed', '{"round":1,"by":"facilitator"}');
INSERT INTO `events` VALUES (8, 1, 1796020200000, 'program', NULL, 'round.judged', '{"round":1}');
INSERT INTO `events` VALUES (9, 1, 1796020200000, 'facilitator', 1, 'study.finished', '{"letters":2}');
INSERT INTO `events` VALUES (10, 2, 1795847400000, 'facilitator', 4, 'study.created', '{"panels":1,"experts":3,"items":2}');
INSERT INTO `events` VALUES (11, 2, 1795847400000, 'expert', 5, 'expert.joined', '{"expertId":3}');
INSERT INTO `events` VALUES (12, 2, 1795847400000, 'expert', 6, 'expert.joined', '{"expertId":4}');
INSERT INTO `events` VALUES (13, 2, 1795847400000, 'expert', 7, 'expert.joined', '{"expertId":5}');
INSERT INTO `events` VALUES (14, 2, 1796020200000, 'facilitator', 4, 'round.opened', '{"round":1,"deadline":"2026-12-07T06:30:00.000Z","continuedPanelIds":[]}');
INSERT INTO `events` VALUES (15, 2, 1796023800000, 'expert', NULL, 'question.asked', '{}');
INSERT INTO `events` VALUES (16, 2, 1796023800000, 'facilitator', 4, 'round.extended', '{"round":1,"from":"2026-12-07T06:30:00.000Z","to":"2026-12-09T06:30:00.000Z"}');
INSERT INTO `experts` VALUES (1, 1, 0, NULL, 'مریم', '', NULL, 'JMPN', NULL, 2, 1795847400000, NULL, NULL);
INSERT INTO `experts` VALUES (2, 1, 1, NULL, 'کاوه', '', NULL, 'U24P', NULL, 3, 1795847400000, NULL, NULL);
INSERT INTO `experts` VALUES (3, 2, 0, NULL, 'سارا', '', NULL, 'JMPN', NULL, 5, 1795847400000, NULL, NULL);
INSERT INTO `experts` VALUES (4, 2, 1, NULL, 'نادر', '', NULL, 'U24P', NULL, 6, 1795847400000, NULL, NULL);
INSERT INTO `experts` VALUES (5, 2, 2, NULL, 'لیلا', '', NULL, '6U29', NULL, 7, 1795847400000, NULL, NULL);
INSERT INTO `facilitators` VALUES (4, 'settings', 1796020200000);
INSERT INTO `handled_updates` VALUES ('telegram', 1, 'w0mY23laxqGpYmNAO8jM0lYxx7s', 1796023800000);
INSERT INTO `handled_updates` VALUES ('telegram', 2, 'G9j5GTzBerXF4ftgvzYxRGUTHfA', 1796023800000);
INSERT INTO `handled_updates` VALUES ('telegram', 3, 'SshDzBfNMaPxGAupcQI_ZU5TtF8', 1796023800000);
INSERT INTO `handled_updates` VALUES ('telegram', 4, 'mEBlQEC2dpz0Fg93NiYTjx5u5KA', 1796023800000);
INSERT INTO `handled_updates` VALUES ('telegram', 5, '_Pl6rWrTTzHKPboO2T2fwUTcIYw', 1796023800000);
INSERT INTO `handled_updates` VALUES ('telegram', 6, 'QCq4aRwW9jGt1lZzVLPlStKiNdo', 1796023800000);
INSERT INTO `item_panels` VALUES (1, 1, NULL, NULL);
INSERT INTO `item_panels` VALUES (2, 1, 1, 'below_rule');
INSERT INTO `item_panels` VALUES (3, 2, NULL, NULL);
INSERT INTO `item_panels` VALUES (4, 2, NULL, NULL);
INSERT INTO `item_results` VALUES (1, 1, 2, 4.5, 0.70710678118654757, 4.5, 4.25, 4.75, 0, '{"1":0,"2":0,"3":0,"4":1,"5":1}', 1, 'above_rule');
INSERT INTO `item_results` VALUES (1, 2, 2, 3.0, 1.4142135623730952, 3.0, 2.5, 3.5, 0, '{"1":0,"2":1,"3":0,"4":1,"5":0}', 0, 'below_rule');
INSERT INTO `item_versions` VALUES (1, 1, 'گویهٔ x', '', '', 1795847400000);
INSERT INTO `item_versions` VALUES (2, 1, 'گویهٔ y', '', '', 1795847400000);
INSERT INTO `item_versions` VALUES (3, 1, 'گویهٔ p', '', '', 1795847400000);
INSERT INTO `item_versions` VALUES (4, 1, 'گویهٔ q', '', '', 1795847400000);
INSERT INTO `items` VALUES (1, 1, 0, 'x', '', '', '[]', '[]', NULL);
INSERT INTO `items` VALUES (2, 1, 1, 'y', '', '', '[]', '[]', NULL);
INSERT INTO `items` VALUES (3, 2, 0, 'p', '', '', '[]', '[]', NULL);
INSERT INTO `items` VALUES (4, 2, 1, 'q', '', '', '[]', '[]', NULL);
INSERT INTO `jobs` VALUES (1, 'judge:1', 'judge-round', NULL, 1, '{"roundId":1}', 'done', 0, NULL, 1796020200000, 1796020200000);
INSERT INTO `jobs` VALUES (2, 'example:telegram:5:1796023800000', 'starter-workbook', 4, NULL, '{"starter":"example"}', 'queued', 0, NULL, 1796023800000, NULL);
INSERT INTO `jobs` VALUES (3, 'invite:telegram:6:1796023800000', 'invite', 4, 2, '{}', 'queued', 0, NULL, 1796023800000, NULL);
INSERT INTO `outbox` VALUES (1, 'round-opened:1:2', 'round-opened', 2, '{"questionnaireId":1,"atOnce":false}', 1, 'sent', 0, NULL, 1795847400000, 1795847400000, 5001, NULL, 0);
INSERT INTO `outbox` VALUES (2, 'round-opened:2:3', 'round-opened', 3, '{"questionnaireId":2,"atOnce":false}', 1, 'sent', 0, NULL, 1795847400000, 1795847400000, 5002, NULL, 0);
INSERT INTO `outbox` VALUES (3, 'summary:1:1:0', 'summary', 1, '{"roundId":1,"part":0,"parts":1,"panelIds":[1]}', 1, 'sent', 0, NULL, 1796020200000, 1796020200000, 5003, NULL, 0);
INSERT INTO `outbox` VALUES (4, 'closing-letter:1:2', 'closing-letter', 2, '{"expertId":1}', 1, 'waiting', 0, NULL, 1796020200000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (5, 'closing-letter:2:3', 'closing-letter', 3, '{"expertId":2}', 1, 'waiting', 0, NULL, 1796020200000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (6, 'round-opened:3:5', 'round-opened', 5, '{"questionnaireId":3,"atOnce":false}', 1, 'sent', 0, NULL, 1796020200000, 1796020200000, 5006, NULL, 0);
INSERT INTO `outbox` VALUES (7, 'round-opened:4:6', 'round-opened', 6, '{"questionnaireId":4,"atOnce":false}', 1, 'sent', 0, NULL, 1796020200000, 1796020200000, 5007, NULL, 0);
INSERT INTO `outbox` VALUES (8, 'round-opened:5:7', 'round-opened', 7, '{"questionnaireId":5,"atOnce":false}', 1, 'waiting', 0, NULL, 1796020200000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (9, 'question:1:4', 'question', 4, '{"questionId":1}', 1, 'waiting', 0, NULL, 1796023800000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (10, 'reply:telegram:2:1796023800000:1', 'reply', 7, '{"message":{"html":"✅ پرسش شما بی‌نام به برگزارکنندهٔ «مطالعهٔ باز» رسید. پاسخ همین‌جا می‌آید. ادامهٔ کار: /continue"}}', 0, 'waiting', 0, NULL, 1796023800000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (11, 'deadline-moved:3:5:1796023800000', 'deadline-moved', 5, '{"questionnaireId":3,"deadline":1796797800000}', 1, 'waiting', 0, NULL, 1796023800000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (12, 'deadline-moved:4:6:1796023800000', 'deadline-moved', 6, '{"questionnaireId":4,"deadline":1796797800000}', 1, 'waiting', 0, NULL, 1796023800000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (13, 'reply:telegram:3:1796023800000:1', 'reply', 4, '{"message":{"html":"🗓 مهلت دور ۱ اکنون <b>چهارشنبه ۱۸ آذر ۱۴۰۵، ساعت ۱۰:۰۰</b> است. به ۲ نفر که هنوز ثبت نهایی نکرده‌اند خبر داده می‌شود."}}', 0, 'waiting', 0, NULL, 1796023800000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (14, 'reply:telegram:4:1796023800000:1', 'reply', 4, '{"message":{"html":"<b>پیش‌نمایش پیام به خبرگان</b>\nمطالعهٔ باز\n\n<b>گیرندگان:</b> همهٔ خبرگان عضو، ۳ نفر\n\n<b>متن:</b>\n📣 <b>پیام برگزارکننده</b>\nمطالعهٔ باز\n\n⁨از همراهی شما سپاسگزاریم.⁩\n\nپرسش از برگزارکننده: /ask","buttons":[[{"text":"فرستادن به ۳ نفر","data":"f.announce:5","style":"success"}],[{"text":"لغو","data":"f.unannounce:5"}]]}}', 0, 'waiting', 0, NULL, 1796023800000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (15, 'reminder:3:5:24h', 'reminder', 5, '{"questionnaireId":3,"slotHours":24}', 1, 'waiting', 0, NULL, 1796711400000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (16, 'reminder:4:6:24h', 'reminder', 6, '{"questionnaireId":4,"slotHours":24}', 1, 'waiting', 0, NULL, 1796711400000, NULL, NULL, NULL, 0);
INSERT INTO `outbox` VALUES (17, 'reminder:5:7:24h', 'reminder', 7, '{"questionnaireId":5,"slotHours":24}', 1, 'waiting', 0, NULL, 1796711400000, NULL, NULL, NULL, 0);
INSERT INTO `panel_round_experts` VALUES (1, 1);
INSERT INTO `panel_round_experts` VALUES (1, 2);
INSERT INTO `panel_round_experts` VALUES (2, 3);
INSERT INTO `panel_round_experts` VALUES (2, 4);
INSERT INTO `panel_round_experts` VALUES (2, 5);
INSERT INTO `panel_round_items` VALUES (1, 1, 0, 1);
INSERT INTO `panel_round_items` VALUES (1, 2, 1, 1);
INSERT INTO `panel_round_items` VALUES (2, 3, 0, 1);
INSERT INTO `panel_round_items` VALUES (2, 4, 1, 1);
INSERT INTO `panel_rounds` VALUES (1, 1, 1, 'likert', 'این خدمت چه اندازه اولویت دارد؟', NULL, 'judged', 2, 2, 2, 0, 2, '{"w":1,"wUncorrected":1,"chi2":2,"df":1,"p":0.15729920705028513,"meanSpearman":1,"pPermutation":0.4969,"change":null,"changeCommon":null}', 'active', NULL);
INSERT INTO `panel_rounds` VALUES (2, 2, 2, 'likert', 'این خدمت چه اندازه اولویت دارد؟', NULL, 'open', 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `panels` VALUES (1, 1, 0, 'A', 'پانل A', 'finished', NULL);
INSERT INTO `panels` VALUES (2, 2, 0, 'B', 'پانل B', 'active', NULL);
INSERT INTO `previews` VALUES (1, 1, 1, 'open', '{"number":1,"until":null,"continuedPanelIds":[]}', 'done', 1795847400000);
INSERT INTO `previews` VALUES (2, 1, 1, 'close', '{"roundId":1}', 'done', 1796020200000);
INSERT INTO `previews` VALUES (3, 1, 1, 'finish', '{}', 'done', 1796020200000);
INSERT INTO `previews` VALUES (4, 4, 2, 'open', '{"number":1,"until":null,"continuedPanelIds":[]}', 'done', 1796020200000);
INSERT INTO `previews` VALUES (5, 4, 2, 'announce', '{"text":"از همراهی شما سپاسگزاریم.","panelId":null}', 'shown', 1796023800000);
INSERT INTO `protocols` VALUES (1, '{
  "computations": {
    "change": {
      "rule": "w less the w of the last round of the same kind that the panel took part in",
      "version": 1
    },
    "change_common": {
      "rule": "both w anew over the items asked in both rounds and the experts who rated all of those in both",
      "version": 1
    },
    "chi2": {
      "rule": "m (n - 1) w",
      "version": 1
    },
    "counted_answers": {
      "rule": "an answer saved before the closing counts, handed in or not; \"no opinion\" is no answer and is counted apart",
      "version": 1
    },
    "item_figures": {
      "rule": "from every answer that counts in the panel; SD divides by n-1; quartiles by linear interpolation at 1+(n-1)q (R type 7)",
      "version": 1
    },
    "item_kept": {
      "rule": "in a Likert round: the mean is above the neutral point, or nobody rated the item; dropped in its own panel only",
      "version": 1
    },
    "mean_spearman": {
      "rule": "(m w - 1) / (m - 1)",
      "version": 1
    },
    "p": {
      "rule": "upper tail of the chi-square distribution with n-1 degrees of freedom; 0 below 1e-300",
      "version": 1
    },
    "p_permutation": {
      "rule": "(1 + shuffles with W at least as large) / 10000, of 9999 seeded shuffles of each rater''s own ratings; none where raters x items exceeds 20000",
      "version": 1
    },
    "panel_status": {
      "rule": "in this order: dropped, no item is left; agreed, w reaches its threshold with p < 0.05; stable, the absolute change is below its threshold; finished, no round is left. Agreed and stable from the least number of rounds on",
      "version": 1
    },
    "raters": {
      "rule": "experts with an answer to every item of the panel and round; only they enter W",
      "version": 1
    },
    "w": {
      "rule": "12 S / (m^2 (n^3 - n) - m T) on average ranks, corrected for ties",
      "version": 1
    },
    "w_uncorrected": {
      "rule": "12 S / (m^2 (n^3 - n)) on average ranks",
      "version": 1
    }
  },
  "form": 1,
  "items": [
    {
      "audience": "",
      "code": "x",
      "left_out": false,
      "panels": [
        "A"
      ],
      "title": "گویهٔ x"
    },
    {
      "audience": "",
      "code": "y",
      "left_out": false,
      "panels": [
        "A"
      ],
      "title": "گویهٔ y"
    }
  ],
  "panels": [
    {
      "code": "A",
      "name": "پانل A",
      "seats": 2
    }
  ],
  "program": {
    "name": "hamray",
    "version": "0.1.0"
  },
  "round_plan": [],
  "rules": {
    "agreement_threshold": null,
    "anonymous": true,
    "excluded_audiences": [],
    "friday_reminders": true,
    "kind": "likert",
    "max_rounds": 3,
    "min_answers_for_feedback": 1,
    "min_rounds": 2,
    "neutral_point": 3,
    "open_for_days": 7,
    "reminder_hours": [
      72,
      24,
      3
    ],
    "shuffled_items": false,
    "stability_threshold": null
  },
  "scale": [
    {
      "label": "خیلی کم",
      "value": 1
    },
    {
      "label": "کم",
      "value": 2
    },
    {
      "label": "متوسط",
      "value": 3
    },
    {
      "label": "زیاد",
      "value": 4
    },
    {
      "label": "خیلی زیاد",
      "value": 5
    }
  ],
  "seed": 7919,
  "study": {
    "guidance": "",
    "question": "این خدمت چه اندازه اولویت دارد؟",
    "title": "مطالعهٔ پایان‌یافته"
  }
}
');
INSERT INTO `protocols` VALUES (2, '{
  "computations": {
    "change": {
      "rule": "w less the w of the last round of the same kind that the panel took part in",
      "version": 1
    },
    "change_common": {
      "rule": "both w anew over the items asked in both rounds and the experts who rated all of those in both",
      "version": 1
    },
    "chi2": {
      "rule": "m (n - 1) w",
      "version": 1
    },
    "counted_answers": {
      "rule": "an answer saved before the closing counts, handed in or not; \"no opinion\" is no answer and is counted apart",
      "version": 1
    },
    "item_figures": {
      "rule": "from every answer that counts in the panel; SD divides by n-1; quartiles by linear interpolation at 1+(n-1)q (R type 7)",
      "version": 1
    },
    "item_kept": {
      "rule": "in a Likert round: the mean is above the neutral point, or nobody rated the item; dropped in its own panel only",
      "version": 1
    },
    "mean_spearman": {
      "rule": "(m w - 1) / (m - 1)",
      "version": 1
    },
    "p": {
      "rule": "upper tail of the chi-square distribution with n-1 degrees of freedom; 0 below 1e-300",
      "version": 1
    },
    "p_permutation": {
      "rule": "(1 + shuffles with W at least as large) / 10000, of 9999 seeded shuffles of each rater''s own ratings; none where raters x items exceeds 20000",
      "version": 1
    },
    "panel_status": {
      "rule": "in this order: dropped, no item is left; agreed, w reaches its threshold with p < 0.05; stable, the absolute change is below its threshold; finished, no round is left. Agreed and stable from the least number of rounds on",
      "version": 1
    },
    "raters": {
      "rule": "experts with an answer to every item of the panel and round; only they enter W",
      "version": 1
    },
    "w": {
      "rule": "12 S / (m^2 (n^3 - n) - m T) on average ranks, corrected for ties",
      "version": 1
    },
    "w_uncorrected": {
      "rule": "12 S / (m^2 (n^3 - n)) on average ranks",
      "version": 1
    }
  },
  "form": 1,
  "items": [
    {
      "audience": "",
      "code": "p",
      "left_out": false,
      "panels": [
        "B"
      ],
      "title": "گویهٔ p"
    },
    {
      "audience": "",
      "code": "q",
      "left_out": false,
      "panels": [
        "B"
      ],
      "title": "گویهٔ q"
    }
  ],
  "panels": [
    {
      "code": "B",
      "name": "پانل B",
      "seats": 3
    }
  ],
  "program": {
    "name": "hamray",
    "version": "0.1.0"
  },
  "round_plan": [],
  "rules": {
    "agreement_threshold": null,
    "anonymous": true,
    "excluded_audiences": [],
    "friday_reminders": true,
    "kind": "likert",
    "max_rounds": 3,
    "min_answers_for_feedback": 1,
    "min_rounds": 2,
    "neutral_point": 3,
    "open_for_days": 7,
    "reminder_hours": [
      72,
      24,
      3
    ],
    "shuffled_items": false,
    "stability_threshold": null
  },
  "scale": [
    {
      "label": "خیلی کم",
      "value": 1
    },
    {
      "label": "کم",
      "value": 2
    },
    {
      "label": "متوسط",
      "value": 3
    },
    {
      "label": "زیاد",
      "value": 4
    },
    {
      "label": "خیلی زیاد",
      "value": 5
    }
  ],
  "seed": 7919,
  "study": {
    "guidance": "",
    "question": "این خدمت چه اندازه اولویت دارد؟",
    "title": "مطالعهٔ باز"
  }
}
');
INSERT INTO `questionnaires` VALUES (1, 1, 1, 1795933800000, 1795933800000, 1795933800000, 'overview', 2, 0, 0, 5001, 2, 6, 6, NULL, 2, NULL, NULL);
INSERT INTO `questionnaires` VALUES (2, 1, 2, 1795933800000, 1795933800000, 1795933800000, 'overview', 4, 0, 0, 5002, 3, 6, 6, NULL, 4, NULL, NULL);
INSERT INTO `questionnaires` VALUES (3, 2, 3, 1796023800000, 1796023800000, NULL, 'reason', 6, 0, 0, 5006, 5, 5, 4, 'rFX8IWhCRtDrr2O-5yPr3Q98tKc', 5, NULL, NULL);
INSERT INTO `questionnaires` VALUES (4, 2, 4, 1796023800000, NULL, NULL, 'item', 7, 0, 0, 5007, 6, 3, 3, 'hYCTpQ12_8H3hBikEYiabaDedzA', NULL, NULL, NULL);
INSERT INTO `questionnaires` VALUES (5, 2, 5, NULL, NULL, NULL, 'item', NULL, 0, 0, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL);
INSERT INTO `questions` VALUES (1, 2, 5, 'آیا مهلت تمدید می‌شود؟', 1796023800000, NULL, NULL);
INSERT INTO `reminder_slots` VALUES (2, 24.0, 1796711400000, NULL);
INSERT INTO `rounds` VALUES (1, 1, 1, 'judged', 1795847400000, 1796452200000, 1795847400000, 1796020200000, 'facilitator', 1796020200000, NULL);
INSERT INTO `rounds` VALUES (2, 2, 1, 'open', 1796020200000, 1796797800000, 1796023800000, NULL, NULL, NULL, NULL);
INSERT INTO `scale_points` VALUES (1, 0, 1.0, 'خیلی کم');
INSERT INTO `scale_points` VALUES (1, 1, 2.0, 'کم');
INSERT INTO `scale_points` VALUES (1, 2, 3.0, 'متوسط');
INSERT INTO `scale_points` VALUES (1, 3, 4.0, 'زیاد');
INSERT INTO `scale_points` VALUES (1, 4, 5.0, 'خیلی زیاد');
INSERT INTO `scale_points` VALUES (2, 0, 1.0, 'خیلی کم');
INSERT INTO `scale_points` VALUES (2, 1, 2.0, 'کم');
INSERT INTO `scale_points` VALUES (2, 2, 3.0, 'متوسط');
INSERT INTO `scale_points` VALUES (2, 3, 4.0, 'زیاد');
INSERT INTO `scale_points` VALUES (2, 4, 5.0, 'خیلی زیاد');
INSERT INTO `seats` VALUES (1, 1);
INSERT INTO `seats` VALUES (2, 1);
INSERT INTO `seats` VALUES (3, 2);
INSERT INTO `seats` VALUES (4, 2);
INSERT INTO `seats` VALUES (5, 2);
INSERT INTO `studies` VALUES (1, 'مطالعهٔ پایان‌یافته', 'این خدمت چه اندازه اولویت دارد؟', '', '', '', '', 'likert', 3.0, 2, 3, NULL, NULL, 7.0, '[72,24,3]', 1, 1, 0, 1, '[]', 7919, 'finished', '1f060951fb3f6fa18ba275c55d779ae84fea5bcde32f6daf210220aae8cdcd6b', 1795847400000, 1796020200000);
INSERT INTO `studies` VALUES (2, 'مطالعهٔ باز', 'این خدمت چه اندازه اولویت دارد؟', '', '', '', '', 'likert', 3.0, 2, 3, NULL, NULL, 7.0, '[72,24,3]', 1, 1, 0, 1, '[]', 7919, 'running', 'a2a7bf974a17442ea1934151361de995d0606963d05406bf85bee61c1f587bdd', 1795847400000, NULL);
INSERT INTO `study_facilitators` VALUES (1, 1, 1795847400000);
INSERT INTO `study_facilitators` VALUES (2, 4, 1795847400000);
CREATE UNIQUE INDEX `accounts_person` ON `accounts` (`messenger`,`user_id`);
CREATE INDEX `announcements_study` ON `announcements` (`study_id`);
CREATE UNIQUE INDEX `answers_once` ON `answers` (`questionnaire_id`,`item_id`,`kind`);
CREATE INDEX `answers_open` ON `answers` (`questionnaire_id`,`position`) WHERE state = 'open';
CREATE UNIQUE INDEX `answers_place` ON `answers` (`questionnaire_id`,`position`);
CREATE INDEX `answers_reasons` ON `answers` (`reason_state`,`item_id`) WHERE reason_state IS NOT NULL;
CREATE INDEX `answers_stand_by` ON `answers` (`questionnaire_id`) WHERE stands_by = 1;
CREATE INDEX `events_study` ON `events` (`study_id`,`id`);
CREATE UNIQUE INDEX `experts_account` ON `experts` (`study_id`,`account_id`);
CREATE INDEX `experts_by_account` ON `experts` (`account_id`);
CREATE INDEX `experts_mobile` ON `experts` (`mobile`);
CREATE UNIQUE INDEX `experts_pseudonym` ON `experts` (`study_id`,`pseudonym`);
CREATE UNIQUE INDEX `experts_token` ON `experts` (`token`);
CREATE INDEX `handled_updates_at` ON `handled_updates` (`at`);
CREATE INDEX `item_panels_panel` ON `item_panels` (`panel_id`);
CREATE INDEX `item_results_item` ON `item_results` (`item_id`);
CREATE UNIQUE INDEX `items_code` ON `items` (`study_id`,`code`);
CREATE UNIQUE INDEX `jobs_key_unique` ON `jobs` (`key`);
CREATE INDEX `jobs_state` ON `jobs` (`state`) WHERE state = 'queued';
CREATE INDEX `outbox_account` ON `outbox` (`account_id`,`state`);
CREATE INDEX `outbox_due` ON `outbox` (`priority`,`id`) WHERE state IN ('waiting', 'sending');
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);
CREATE INDEX `outbox_news` ON `outbox` (args ->> 'questionnaireId',`kind`) WHERE priority = 1;
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`) WHERE priority = 0;
CREATE INDEX `panel_round_experts_expert` ON `panel_round_experts` (`expert_id`);
CREATE INDEX `panel_round_items_item` ON `panel_round_items` (`item_id`);
CREATE UNIQUE INDEX `panel_rounds_once` ON `panel_rounds` (`round_id`,`panel_id`);
CREATE INDEX `panel_rounds_panel` ON `panel_rounds` (`panel_id`);
CREATE UNIQUE INDEX `panels_code` ON `panels` (`study_id`,`code`);
CREATE INDEX `proposals_expert` ON `proposals` (`expert_id`);
CREATE INDEX `proposals_study` ON `proposals` (`study_id`,`state`);
CREATE INDEX `questionnaires_expert` ON `questionnaires` (`expert_id`);
CREATE INDEX `questionnaires_lagging` ON `questionnaires` (`card_account_id`) WHERE card_version <> card_shown_version;
CREATE UNIQUE INDEX `questionnaires_once` ON `questionnaires` (`round_id`,`expert_id`);
CREATE INDEX `questionnaires_put_off` ON `questionnaires` (`round_id`,`put_off_until`) WHERE put_off_until IS NOT NULL AND handed_in_at IS NULL;
CREATE INDEX `questions_expert` ON `questions` (`expert_id`);
CREATE INDEX `questions_study` ON `questions` (`study_id`);
CREATE UNIQUE INDEX `rounds_number` ON `rounds` (`study_id`,`number`);
CREATE INDEX `rounds_state` ON `rounds` (`state`);
CREATE INDEX `seats_panel` ON `seats` (`panel_id`);
PRAGMA application_id = 1215132281;
