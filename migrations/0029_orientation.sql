CREATE TABLE `briefing_files` (
	`briefing_id` integer NOT NULL,
	`messenger` text NOT NULL,
	`file_id` text NOT NULL,
	PRIMARY KEY(`briefing_id`, `messenger`),
	FOREIGN KEY (`briefing_id`) REFERENCES `briefings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `briefings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`medium` text NOT NULL,
	`text` text NOT NULL,
	`file_name` text NOT NULL,
	`bytes` blob,
	`sent_at` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `briefings_study` ON `briefings` (`study_id`);--> statement-breakpoint
CREATE TABLE `orientations` (
	`expert_id` integer NOT NULL,
	`briefing_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`expert_id`, `briefing_id`),
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action
);
