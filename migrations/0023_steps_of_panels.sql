DROP INDEX `answers_place`;--> statement-breakpoint
DROP INDEX `answers_once`;--> statement-breakpoint
ALTER TABLE `answers` ADD `panel_id` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `answers_place` ON `answers` (`questionnaire_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `answers_once` ON `answers` (`questionnaire_id`,`item_id`,`kind`,`panel_id`);--> statement-breakpoint
ALTER TABLE `questionnaires` ADD `current_panel_id` integer;--> statement-breakpoint
ALTER TABLE `questionnaires` ADD `itemless_steps` text DEFAULT '[]' NOT NULL;