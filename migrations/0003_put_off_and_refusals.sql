ALTER TABLE `outbox` ADD `refusals` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `questionnaires` ADD `put_off_until` integer;