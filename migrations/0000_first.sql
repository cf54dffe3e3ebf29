CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`messenger` text NOT NULL,
	`user_id` integer NOT NULL,
	`unreachable_since` integer,
	`unreachable_reason` text,
	`chosen_study_id` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_person` ON `accounts` (`messenger`,`user_id`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`panel_id` integer,
	`text` text NOT NULL,
	`sent_at` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `announcements_study` ON `announcements` (`study_id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE UNIQUE INDEX `answers_place` ON `answers` (`questionnaire_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `answers_once` ON `answers` (`questionnaire_id`,`item_id`,`kind`);--> statement-breakpoint
CREATE INDEX `answers_open` ON `answers` (`questionnaire_id`,`position`) WHERE state = 'open';--> statement-breakpoint
CREATE TABLE `dialogs` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`args` text NOT NULL,
	`started_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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
--> statement-breakpoint
CREATE INDEX `events_study` ON `events` (`study_id`,`id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE UNIQUE INDEX `experts_pseudonym` ON `experts` (`study_id`,`pseudonym`);--> statement-breakpoint
CREATE UNIQUE INDEX `experts_token` ON `experts` (`token`);--> statement-breakpoint
CREATE UNIQUE INDEX `experts_account` ON `experts` (`study_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `experts_by_account` ON `experts` (`account_id`);--> statement-breakpoint
CREATE INDEX `experts_mobile` ON `experts` (`mobile`);--> statement-breakpoint
CREATE TABLE `facilitators` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `failed_updates` (
	`messenger` text NOT NULL,
	`update_id` integer NOT NULL,
	`payload` text NOT NULL,
	`error` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`messenger`, `update_id`)
);
--> statement-breakpoint
CREATE TABLE `files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`bytes` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `handled_updates` (
	`messenger` text NOT NULL,
	`update_id` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`messenger`, `update_id`, `fingerprint`)
);
--> statement-breakpoint
CREATE INDEX `handled_updates_at` ON `handled_updates` (`at`);--> statement-breakpoint
CREATE TABLE `item_panels` (
	`item_id` integer NOT NULL,
	`panel_id` integer NOT NULL,
	`dropped_in_round_id` integer,
	`dropped_why` text,
	PRIMARY KEY(`item_id`, `panel_id`),
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `item_panels_panel` ON `item_panels` (`panel_id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE INDEX `item_results_item` ON `item_results` (`item_id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE `items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	`unit` text NOT NULL,
	`audience` text NOT NULL,
	`group_path` text NOT NULL,
	`parents` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `items_code` ON `items` (`study_id`,`code`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key_unique` ON `jobs` (`key`);--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`) WHERE state = 'queued';--> statement-breakpoint
CREATE TABLE `messenger_pauses` (
	`messenger` text NOT NULL,
	`chat_id` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`messenger`, `chat_id`)
);
--> statement-breakpoint
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
	`error` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`priority`,`id`) WHERE state IN ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX `outbox_account` ON `outbox` (`account_id`,`state`);--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`);--> statement-breakpoint
CREATE TABLE `panel_round_experts` (
	`panel_round_id` integer NOT NULL,
	`expert_id` integer NOT NULL,
	PRIMARY KEY(`panel_round_id`, `expert_id`),
	FOREIGN KEY (`panel_round_id`) REFERENCES `panel_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `panel_round_experts_expert` ON `panel_round_experts` (`expert_id`);--> statement-breakpoint
CREATE TABLE `panel_round_items` (
	`panel_round_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`position` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`panel_round_id`, `item_id`),
	FOREIGN KEY (`panel_round_id`) REFERENCES `panel_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `panel_round_items_item` ON `panel_round_items` (`item_id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE UNIQUE INDEX `panel_rounds_once` ON `panel_rounds` (`round_id`,`panel_id`);--> statement-breakpoint
CREATE INDEX `panel_rounds_panel` ON `panel_rounds` (`panel_id`);--> statement-breakpoint
CREATE TABLE `panels` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `panels_code` ON `panels` (`study_id`,`code`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE `program_state` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
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
	`result_item_id` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `proposals_study` ON `proposals` (`study_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposals_expert` ON `proposals` (`expert_id`);--> statement-breakpoint
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
	`card_hash` text,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`card_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `questionnaires_once` ON `questionnaires` (`round_id`,`expert_id`);--> statement-breakpoint
CREATE INDEX `questionnaires_expert` ON `questionnaires` (`expert_id`);--> statement-breakpoint
CREATE INDEX `questionnaires_lagging` ON `questionnaires` (`card_account_id`) WHERE card_version <> card_shown_version;--> statement-breakpoint
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
--> statement-breakpoint
CREATE INDEX `questions_study` ON `questions` (`study_id`);--> statement-breakpoint
CREATE INDEX `questions_expert` ON `questions` (`expert_id`);--> statement-breakpoint
CREATE TABLE `reminder_slots` (
	`round_id` integer NOT NULL,
	`hours` real NOT NULL,
	`sent_at` integer NOT NULL,
	PRIMARY KEY(`round_id`, `hours`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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
--> statement-breakpoint
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
	`judged_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rounds_number` ON `rounds` (`study_id`,`number`);--> statement-breakpoint
CREATE INDEX `rounds_state` ON `rounds` (`state`);--> statement-breakpoint
CREATE TABLE `scale_points` (
	`study_id` integer NOT NULL,
	`position` integer NOT NULL,
	`value` real NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`study_id`, `position`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `seats` (
	`expert_id` integer NOT NULL,
	`panel_id` integer NOT NULL,
	PRIMARY KEY(`expert_id`, `panel_id`),
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `seats_panel` ON `seats` (`panel_id`);--> statement-breakpoint
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
	`protocol` text,
	`protocol_sha256` text,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `study_facilitators` (
	`study_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`study_id`, `account_id`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
