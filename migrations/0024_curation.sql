CREATE TABLE `__new_proposals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`round_id` integer,
	`panel_id` integer,
	`expert_id` integer,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`item_id` integer,
	`state` text NOT NULL,
	`panel_ids` text DEFAULT '[]' NOT NULL,
	`decision_reason` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`applied_at` integer,
	`titles` text,
	`merged_into_id` integer,
	`became` text DEFAULT '[]' NOT NULL,
	`objection` text DEFAULT '' NOT NULL,
	`told_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`panel_id`) REFERENCES `panels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merged_into_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_proposals`("id", "study_id", "round_id", "panel_id", "expert_id", "kind", "text", "item_id", "state", "panel_ids", "decision_reason", "created_at", "decided_at", "applied_at", "became") SELECT "id", "study_id", "round_id", "panel_id", "expert_id", "kind", "text", "item_id", "state", "panel_ids", "decision_reason", "created_at", "decided_at", "applied_at", CASE WHEN "result_item_id" IS NULL THEN '[]' ELSE json_array(json_object('itemId', "result_item_id", 'panelIds', json("panel_ids"))) END FROM `proposals`;--> statement-breakpoint
-- Ids that were given out before a restoring are never given again: the counter goes with the table.
DELETE FROM `sqlite_sequence` WHERE `name` = '__new_proposals';--> statement-breakpoint
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT '__new_proposals', `seq` FROM `sqlite_sequence` WHERE `name` = 'proposals';--> statement-breakpoint
DROP TABLE `proposals`;--> statement-breakpoint
ALTER TABLE `__new_proposals` RENAME TO `proposals`;--> statement-breakpoint
CREATE INDEX `proposals_study` ON `proposals` (`study_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposals_expert` ON `proposals` (`expert_id`);--> statement-breakpoint
CREATE INDEX `proposals_merged` ON `proposals` (`merged_into_id`) WHERE merged_into_id IS NOT NULL;