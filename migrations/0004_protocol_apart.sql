CREATE TABLE `protocols` (
	`study_id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `protocols` SELECT `id`, `protocol` FROM `studies` WHERE `protocol` IS NOT NULL;--> statement-breakpoint
DROP INDEX `outbox_sent`;--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`) WHERE priority = 0;--> statement-breakpoint
ALTER TABLE `studies` DROP COLUMN `protocol`;