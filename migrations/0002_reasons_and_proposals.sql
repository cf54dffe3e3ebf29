ALTER TABLE `proposals` ADD `panel_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `applied_at` integer;--> statement-breakpoint
ALTER TABLE `questionnaires` ADD `just_answered_id` integer;--> statement-breakpoint
CREATE INDEX `answers_reasons` ON `answers` (`reason_state`,`item_id`) WHERE reason_state IS NOT NULL;