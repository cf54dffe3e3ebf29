ALTER TABLE `accounts` ADD `language` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `language` text DEFAULT 'fa' NOT NULL;--> statement-breakpoint
CREATE INDEX `studies_other` ON `studies` (`language`) WHERE language <> 'fa';