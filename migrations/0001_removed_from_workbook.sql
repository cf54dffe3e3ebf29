ALTER TABLE `items` ADD `removed_at` integer;--> statement-breakpoint
ALTER TABLE `panels` ADD `removed_at` integer;