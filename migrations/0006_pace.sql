ALTER TABLE `questionnaires` ADD `seconds_an_item` integer;--> statement-breakpoint
ALTER TABLE `rounds` ADD `seconds_an_item` integer;