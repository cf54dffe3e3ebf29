ALTER TABLE `item_results` ADD `judges_counts` text;--> statement-breakpoint
ALTER TABLE `panel_rounds` ADD `rules` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `keeps_by` text DEFAULT 'mean' NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `agreeing_per_cent` real DEFAULT 75 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `drops_from_round` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `yes_per_cent` real;