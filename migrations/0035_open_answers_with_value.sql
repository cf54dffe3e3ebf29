DROP INDEX `answers_open`;--> statement-breakpoint
CREATE INDEX `answers_open` ON `answers` (`questionnaire_id`,`position`,`value`) WHERE state = 'open';