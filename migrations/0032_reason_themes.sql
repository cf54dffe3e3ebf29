CREATE TABLE `reason_themes` (
	`study_id` integer NOT NULL,
	`mark` integer NOT NULL,
	`theme` text NOT NULL,
	PRIMARY KEY(`study_id`, `mark`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
