ALTER TABLE `reminder_slots` ADD `reached_expert_id` integer;--> statement-breakpoint
CREATE INDEX `outbox_news` ON `outbox` (args ->> 'questionnaireId',`kind`) WHERE priority = 1;--> statement-breakpoint
CREATE INDEX `questionnaires_put_off` ON `questionnaires` (`round_id`,`put_off_until`) WHERE put_off_until IS NOT NULL AND handed_in_at IS NULL;