CREATE TABLE `sent_texts` (
	`account_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`kind` text NOT NULL,
	`subject_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `message_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `experts` ADD `consent_shown_to` integer REFERENCES accounts(id);--> statement-breakpoint
ALTER TABLE `experts` ADD `declined_at` integer;