using System.Text;
using Personalization.Common.Documents;
using Personalization.Experiences;
using Personalization.Experiences.Content;
using Personalization.Experiences.Definitions;

namespace Personalization.Tests.Experiences;

[Trait("Feature", "S77")]
public sealed class ExperienceReaderTests
{
    private const string Banner = "name: B\nkind: banner\ncontent: { title: Hello }\n";
    private const string Popup = "name: P\nkind: popup\ncontent: { title: Hello }\n";

    [Theory]
    [InlineData(Banner + "prority: 3", "unknown-key", "/prority")]
    [InlineData("name: B\nkind: banner", "missing", "/content")]
    [InlineData("name: B\nkind: baner\ncontent: { title: Hello }", "invalid", "/kind")]
    [InlineData("name: B\nkind: banner\ncontent: { title: 'Hello {firstName}' }", "placeholder", "/content/title")]
    [InlineData("name: B\nkind: banner\ncontent: { title: 'Hello {lastName|you}' }", "placeholder", "/content/title")]
    [InlineData("name: B\nkind: banner\ncontent: { title: 'Hello }{' }", "placeholder", "/content/title")]
    [InlineData("name: B\nkind: banner\ncontent: { title: '{cartRemaining|some} to go' }", "missing", "/content/goal")]
    [InlineData("name: B\nkind: banner\ncontent: { title: Hello, link: 'javascript:alert(1)' }", "invalid", "/content/link")]
    [InlineData("name: B\nkind: banner\ncontent: { title: Hello, link: '//elsewhere.test' }", "invalid", "/content/link")]
    [InlineData("name: B\nkind: banner\ncontent: { title: Hello, imageUrl: 'http://a.test/b.png' }", "invalid", "/content/imageUrl")]
    [InlineData("name: B\nkind: banner\ncontent: { title: Hello, theme: blinking }", "invalid", "/content/theme")]
    [InlineData(Banner + "audience: { stages: [newcomer] }", "invalid", "/audience/stages")]
    [InlineData(Banner + "audience: { segments: { any: [vips] } }", "unknown-segment", "/audience/segments/any")]
    [InlineData(Banner + "audience: { cart: { atLeast: 20 } }", "missing", "/audience/cart/currency")]
    [InlineData(Banner + "audience: { visits: { atLeast: 3, atMost: 2 } }", "invalid", "/audience/visits/atMost")]
    [InlineData(Banner + "schedule: { from: 2026-12-24, until: 2026-12-01 }", "invalid", "/schedule/until")]
    [InlineData(Banner + "variants: { a: { title: Hi } }", "invalid", "/variants")]
    [InlineData(Banner + "experiment: home", "invalid", "/experiment")]
    [InlineData(Banner + "tiers: [{ currency: EUR, content: { title: Hi } }]", "missing", "/tiers/0/cart")]
    [InlineData(Popup, "missing", "/popup")]
    [InlineData(Popup + "popup: { type: offer, trigger: exit, notBeforeSeconds: 1 }", "wrong-type", "/popup/notBeforeSeconds")]
    [InlineData(Popup + "popup: { type: game, trigger: exit }", "invalid", "/popup/type")]
    public void Read_Wrong_SaysWhatAndWhere(string text, string code, string pointer)
    {
        ExperienceReading reading = ExperienceReader.Read(Encoding.UTF8.GetBytes(text), "one", 1, new HashSet<string> { "vip" });

        Assert.Null(reading.Experience);
        DocumentFinding finding = Assert.Single(reading.Findings);
        Assert.Equal((code, pointer), (finding.Code, finding.Pointer));
    }

    [Fact]
    public void Read_AllThatThereIs_IsRead()
    {
        Experience one = Showing.Read("""
            name: All
            kind: popup
            slots: [over]
            pages: [home, cart]
            priority: 7
            audience:
              segments: { any: [vip], none: [staff] }
              stages: [active]
              visits: { atLeast: 2 }
              cart: { atLeast: 10, atMost: 90, currency: EUR }
              browsing: { categories: [Bags], brands: [Trail] }
              campaigns: [spring]
              returning: true
            schedule: { from: 2026-01-01, until: 2026-12-31T18:00, weekdays: [sat, sun], hours: { from: "22:00", until: "02:00" } }
            experiment: x
            variants: { control: ~, loud: { title: Loud } }
            tiers:
              - { cart: 20, currency: EUR, content: { title: Small } }
              - { cart: 80, currency: EUR, content: { title: Large, coupon: TEN } }
            popup: { type: offer, trigger: scroll, scrolledPercent: 70, fromVisit: 3, notBeforeSeconds: 30, neverTwice: false, oncePerVisit: false, daysBetween: 7 }
            content: { title: { en: Hello, el: "Γεια" }, link: /sale, imageUrl: "https://img.test/a.png", theme: sale }
            """);

        Assert.Equal((SlotKind.Popup, 7, "x", 3), (one.Kind, one.Priority, one.Experiment, one.Popup!.FromVisit));
        Assert.Null(one.Variants["control"]);
        Assert.Equal([80m, 20m], one.Tiers.Select(tier => tier.AtLeast.Amount));
        Assert.Equal<DayOfWeek>([DayOfWeek.Saturday, DayOfWeek.Sunday], one.Schedule.Weekdays);
    }

    [Fact]
    public void All_Shipped_CanBeReadAndAreOff() => Assert.All(ShippedExperiences.All, one =>
    {
        ExperienceReading reading = ExperienceReader.Read(Encoding.UTF8.GetBytes(one.Value), one.Key, 0);
        Assert.Empty(reading.Findings);
        Assert.False(reading.Experience!.IsEnabled);
        Assert.Equal(["ar", "el", "en", "fa", "ru"], (reading.Experience.Content.Title ?? reading.Experience.Content.Text)!.ByLanguage.Keys.Order(StringComparer.Ordinal));
    });

    [Theory]
    [InlineData("Nino", "Nino")]
    [InlineData(" Μαρία Παπαδοπούλου", "Μαρία")]
    [InlineData("Jean-Luc", "Jean-Luc")]
    [InlineData("<b>x</b>", null)]
    [InlineData("win.at/casino", null)]
    [InlineData("", null)]
    [InlineData("12345", null)]
    public void Name_AsSaid_IsANameOrNothing(string said, string? name) => Assert.Equal(name, Placeholders.Name(said));
}
