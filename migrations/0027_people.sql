ALTER TABLE `experts` ADD `background` text;--> statement-breakpoint
ALTER TABLE `experts` ADD `confirmed_criteria` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `composition` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `criteria` text DEFAULT '[]' NOT NULL;