ALTER TABLE `item_results` ADD `decided_kept` integer;--> statement-breakpoint
ALTER TABLE `item_results` ADD `decided_why` text;--> statement-breakpoint
-- An earlier version wrote an accepted removal over the rule's verdict, which had been to keep the item.
UPDATE `item_results` SET `decided_kept` = 0, `decided_why` = 'removed', `kept` = 1, `why` = CASE
  WHEN (SELECT p.`kind` FROM `panel_rounds` p WHERE p.`id` = `item_results`.`panel_round_id`) = 'numeric' THEN 'all_stay'
  WHEN `n` = 0 THEN 'no_answers'
  ELSE 'above_rule'
END
WHERE `why` = 'removed';
