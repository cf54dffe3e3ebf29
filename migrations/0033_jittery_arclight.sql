CREATE TABLE `live_statuses` (
	`account_id` integer NOT NULL,
	`study_id` integer NOT NULL,
	`outbox_key` text,
	`message_id` integer,
	`hash` text NOT NULL,
	`checked_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `study_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `questionnaires` ADD `excused_at` integer;