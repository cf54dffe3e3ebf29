CREATE TABLE `file_pieces` (
	`file_id` integer NOT NULL,
	`position` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`file_id`, `position`)
);
--> statement-breakpoint
INSERT INTO `file_pieces` (`file_id`, `position`, `bytes`) SELECT `id`, 0, `bytes` FROM `files`;--> statement-breakpoint
ALTER TABLE `files` ADD `written_by` integer;--> statement-breakpoint
ALTER TABLE `files` DROP COLUMN `bytes`;
