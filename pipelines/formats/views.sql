-- Each event once, parts left out: what may be added up, within one scope and one status.
CREATE VIEW counted AS
SELECT e.*, CASE WHEN e.recipient_name IS NOT NULL THEN 1 ELSE e.count END AS number
FROM events e WHERE e.part_of_event IS NULL;

-- How many of each award did each province give in each year, by occasion.
CREATE VIEW by_province_year AS
SELECT province_2025, substr(period, 1, 4) AS year, award, award_label, authority_level, recipient_kind,
       sum(number) AS number, count(*) AS events
FROM counted WHERE status = 'conferred' AND scope = 'occasion'
GROUP BY 1, 2, 3, 4, 5, 6;

-- Every row with its article: what was read, where, and the link.
CREATE VIEW proof AS
SELECT a.award_label, a.grade, a.count, a.recipient_kind, a.recipient_name, a.authority, a.status, a.period, a.evidence,
       t.title, t.site_name, t.published_at, t.url, a.award_id, a.article_id, a.event_id, a.confidence, a.checks
FROM awards a JOIN articles t USING (article_id);

-- Who received what, by name.
CREATE VIEW honoured AS
SELECT r.name, r.kind, r.position, r.organisation, r.place, a.award_label, a.grade, a.authority, a.status, a.published_at,
       a.province_2025, a.award_id, a.article_id
FROM recipients r JOIN awards a USING (award_id);

-- Campaigns: in how many articles, from when to when.
CREATE VIEW campaign_reach AS
SELECT c.campaign_id, coalesce(max(c.canonical_name), max(c.name)) AS name, count(DISTINCT c.article_id) AS articles,
       sum(c.mentions) AS mentions, min(t.published_at) AS first, max(t.published_at) AS last
FROM campaigns c JOIN articles t USING (article_id) GROUP BY c.campaign_id;

-- Proposals and what became of them.
CREATE VIEW decided AS
SELECT p.event_id AS proposal, d.event_id AS decision, p.award_label, p.grade, p.recipient_kind,
       p.count AS proposed, d.count AS conferred, p.first_published AS proposed_at, d.first_published AS conferred_at
FROM events d JOIN events p ON d.follows = p.event_id WHERE p.status = 'proposed';
