CREATE TABLE `forgettings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`expert_id` integer,
	`account_id` integer,
	`asked_at` integer NOT NULL,
	`new_ids` text,
	`former_ids` text,
	`rows_at` integer,
	`scrubbed_at` integer,
	`sums` text,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `forgettings_study` ON `forgettings` (`study_id`);--> statement-breakpoint
CREATE TABLE `__new_proposals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`round_id` integer,
	`panel_id` integer,
	`expert_id` integer,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`item_id` integer,
	`state` text NOT NULL,
	`panel_ids` text DEFAULT '[]' NOT NULL,
	`decision_reason` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`applied_at` integer,
	`result_item_id` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_proposals`("id", "study_id", "round_id", "panel_id", "expert_id", "kind", "text", "item_id", "state", "panel_ids", "decision_reason", "created_at", "decided_at", "applied_at", "result_item_id") SELECT "id", "study_id", "round_id", "panel_id", "expert_id", "kind", "text", "item_id", "state", "panel_ids", "decision_reason", "created_at", "decided_at", "applied_at", "result_item_id" FROM `proposals`;--> statement-breakpoint
-- Ids that were given out before a restoring are never given again: the counter goes with the table.
DELETE FROM `sqlite_sequence` WHERE `name` = '__new_proposals';--> statement-breakpoint
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT '__new_proposals', `seq` FROM `sqlite_sequence` WHERE `name` = 'proposals';--> statement-breakpoint
DROP TABLE `proposals`;--> statement-breakpoint
ALTER TABLE `__new_proposals` RENAME TO `proposals`;--> statement-breakpoint
CREATE INDEX `proposals_study` ON `proposals` (`study_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposals_expert` ON `proposals` (`expert_id`);--> statement-breakpoint
CREATE TABLE `__new_questions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`expert_id` integer,
	`text` text NOT NULL,
	`asked_at` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_questions`("id", "study_id", "expert_id", "text", "asked_at", "answer", "answered_at") SELECT "id", "study_id", "expert_id", "text", "asked_at", "answer", "answered_at" FROM `questions`;--> statement-breakpoint
-- Ids that were given out before a restoring are never given again: the counter goes with the table.
DELETE FROM `sqlite_sequence` WHERE `name` = '__new_questions';--> statement-breakpoint
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT '__new_questions', `seq` FROM `sqlite_sequence` WHERE `name` = 'questions';--> statement-breakpoint
DROP TABLE `questions`;--> statement-breakpoint
ALTER TABLE `__new_questions` RENAME TO `questions`;--> statement-breakpoint
CREATE INDEX `questions_study` ON `questions` (`study_id`);--> statement-breakpoint
CREATE INDEX `questions_expert` ON `questions` (`expert_id`);--> statement-breakpoint
ALTER TABLE `experts` ADD `forgotten` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `forgotten_at` integer;--> statement-breakpoint
CREATE INDEX `questionnaires_card_account` ON `questionnaires` (`card_account_id`);--> statement-breakpoint
-- What was carried out or given up, and what has left, keeps nothing of a workbook or a text any more.
UPDATE `previews` SET `args` = '{}' WHERE `kind` IN ('workbook', 'announce') AND `state` <> 'shown';--> statement-breakpoint
UPDATE `outbox` SET `args` = '{}' WHERE `kind` = 'reply' AND `state` IN ('sent', 'dropped', 'parked');
