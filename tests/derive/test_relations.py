"""What belongs together is seen from both sides."""

from __future__ import annotations

from datetime import timedelta

from derive_examples import PARTLY, announcement, apology, at, incident, maintenance, report, resource, seen, update

END = update("14:30", "resolved")


def test_an_apology_and_a_report_of_one_incident_know_each_other():
    now = seen(incident(), apology("card-payments"), report("card-payments"), as_of="2026-11-21 00:00")

    assert now.posts["card-payments"].relations.apologies == ("we-are-sorry",)
    assert now.posts["card-payments"].relations.reports == ("what-happened",)
    assert now.posts["we-are-sorry"].relations.incidents == ("card-payments",)
    assert now.posts["we-are-sorry"].relations.reports == ("what-happened",)
    assert now.posts["what-happened"].relations.apologies == ("we-are-sorry",)


def test_related_is_seen_from_both_sides():
    now = seen(incident(related=("new-prices", "new-disks")), announcement(), maintenance(), as_of="15:00")

    assert now.posts["card-payments"].relations.announcements == ("new-prices",)
    assert now.posts["card-payments"].relations.maintenances == ("new-disks",)
    assert now.posts["new-prices"].relations.incidents == ("card-payments",)
    assert now.posts["new-disks"].relations.incidents == ("card-payments",)


def test_only_public_posts_are_related_once_and_never_to_themselves():
    now = seen(
        incident(related=("card-payments", "nobody", "secret", "new-prices", "new-prices")),
        announcement(related=("card-payments",)),
        announcement(id="secret", draft=True, related=("card-payments",)),
    )

    assert now.posts["card-payments"].relations.announcements == ("new-prices",)
    assert now.posts["card-payments"].relations.incidents == ()


def test_a_later_apology_amends_an_earlier_one():
    now = seen(
        apology(id="second", date="2026-11-20 09:00", amends=("we-are-sorry",)), apology(), as_of="2026-11-21 00:00"
    )

    assert now.posts["we-are-sorry"].relations.apologies == ("second",)


def test_relations_stand_in_order_of_publication():
    posts = [announcement(f"{hour:02}:00", id=f"news-{9 - hour}", related=("card-payments",)) for hour in range(1, 5)]
    now = seen(incident(), *posts)

    assert now.posts["card-payments"].relations.announcements == ("news-8", "news-7", "news-6", "news-5")


def test_a_resource_knows_the_incidents_that_name_it_and_those_it_names():
    now = seen(
        incident(resources=("pay-otherwise",)),
        incident(id="older", started="10:00"),
        resources=(resource(incidents=("older",)),),
    )

    assert now.resources["pay-otherwise"].incidents == ("card-payments", "older")
    assert now.posts["older"].relations.resources == ("pay-otherwise",)


def test_a_resource_helps_now_when_its_incident_or_its_component_is_in_trouble():
    resources = (
        resource("a", incidents=("card-payments",)),
        resource("b", components=("checkout",)),
        resource("c", components=("search",)),
    )
    during = seen(incident(), resources=resources)
    after = seen(incident(END), resources=resources)

    assert [r.helps_now for r in during.resources.values()] == [True, True, False]
    assert not any(r.helps_now for r in after.resources.values())


def test_resources_are_listed_by_title():
    now = seen(resources=(resource("a", title="zebra"), resource("b", title="Apple")))

    assert list(now.resources) == ["b", "a"]


def test_a_component_knows_all_posts_that_touch_it_newest_first():
    now = seen(
        incident(END),
        announcement(components=("checkout",)),
        apology("card-payments"),
        incident(id="elsewhere", components={"search": PARTLY}),
        as_of="2026-11-21 00:00",
    )

    assert now.components["checkout"].history == ("we-are-sorry", "card-payments", "new-prices")


def test_a_letter_says_how_long_after_the_end_it_came():
    ended = seen(incident(END), apology("card-payments"), as_of="2026-11-21 00:00").apologies[0]
    still_open = seen(incident(END), incident(id="b"), apology("card-payments", "b"), as_of="2026-11-21 00:00")

    assert ended.after == at("2026-11-19 09:00") - at("14:30")
    assert ended.components == ("checkout",)
    assert still_open.apologies[0].after is None


def test_a_report_during_the_incident_came_at_once():
    facts = seen(incident(update("2026-11-20 10:00", "resolved")), report("card-payments"), as_of="2026-11-21 00:00")

    assert facts.reports[0].after == timedelta()


def test_news_gives_notice_and_expires():
    news = announcement(effective=at("2026-12-18 09:00"), until=at("2026-12-20 00:00"))

    assert seen(news).announcements[0].notice == timedelta(days=30)
    assert seen(news).announcements[0].is_current
    assert not seen(news, as_of="2026-12-20 00:00").announcements[0].is_current
    assert seen(announcement(effective=at("08:00"))).announcements[0].notice == timedelta()
