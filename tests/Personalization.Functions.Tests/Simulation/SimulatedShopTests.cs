using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Events;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Profiles;
using Personalization.Simulator.Shoppers;
using Personalization.Simulator.World;

namespace Personalization.Functions.Tests.Simulation;

public sealed class SimulatedShopTests
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 20, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Run_MessageMadeInTheEvening_GoesWhenQuietHoursAreOver()
    {
        await using SimulatedShop shop = new(Evening);
        await shop.RunAsync([new Fact(Evening, SignIn())], Evening);
        TemplateStore templates = shop.Services.GetRequiredService<TemplateStore>();
        await templates.TrySaveAsync("hello", """{"purpose":"marketing","list":"","defaultLanguage":"en","variants":{"en":{"subject":"Hi","text":"Hi {{traits.email}} {{unsubscribeUrl}}"}}}"""u8.ToArray(), null, default);

        SendResult sent = await shop.Services.GetRequiredService<MessageSender>().SendAsync(
            new SendRequest("m1", PersonKey.User("ana"), MessageChannel.Email, "hello", default, null, TimeSpan.FromDays(2)), default);
        await shop.RunAsync([], Evening.AddDays(2));

        Assert.Null(sent.Problem);
        // 20:30 in London is 22:30 in Athens; 08:00 in Athens is 06:00 in London.
        Assert.Equal(Evening.Date.AddDays(1).AddHours(6), Assert.Single(shop.Happenings.OfType<MessageWent>()).At.UtcDateTime);
        Assert.Contains(shop.Happenings.OfType<MessageWaits>(), waits => waits.Reasons.Any(reason => reason.Code == DecisionReasons.QuietHours));
    }

    [Fact]
    public async Task Run_EventTwiceAndLate_CountsOnceInTheProfile()
    {
        await using SimulatedShop shop = new(Evening);
        Fact once = new(Evening.AddHours(1), SignIn());

        await shop.RunAsync([once, once with { At = Evening.AddHours(3) }], Evening.AddDays(1));

        Profile ana = (await shop.Services.GetRequiredService<IProfileStore>().LoadLatestAsync(PersonKey.User("ana"), default)).Profile;
        Assert.Equal(1, ana.EventCounts["identify"]);
        Assert.Equal(Evening.AddDays(1), shop.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    [Fact]
    public void Tell_SameSeed_GivesTheSameBytesAndAnotherSeedOthers()
    {
        byte[] one = Bytes(7), same = Bytes(7), other = Bytes(8);

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);

        static byte[] Bytes(int seed) => [.. GeneratedHistory.Tell(seed, 40, 30, GeneratedHistory.Start).SelectMany(fact => fact.Line.ToArray())];
    }

    [Fact]
    public void Tell_AFewHundredPeople_ShowsEveryKindOfThing()
    {
        IReadOnlyList<Fact> facts = GeneratedHistory.Tell(1, 400, 60, GeneratedHistory.Start);
        ShopEvent[] events = [.. facts.Where(fact => !fact.Line.IsEmpty).Select(fact => EventCodec.Parse(fact.Line))];

        Assert.Equal(facts.OrderBy(fact => fact.At), facts);
        foreach (string name in (string[])[EventNames.ProductViewed, EventNames.ProductAdded, EventNames.ProductRemoved, EventNames.OrderCompleted, EventNames.OrderRefunded, "Order Delivered"])
            Assert.Contains(events, one => one.Event == name);
        Assert.Contains(events, one => one.Traits.ValueKind is JsonValueKind.Object && one.Traits.TryGetProperty("subscription:email", out JsonElement said) && said.GetString() == "unsubscribed");
        Assert.NotEqual(events.Length, events.DistinctBy(one => one.MessageId).Count());
        Assert.Contains(facts.Where(fact => !fact.Line.IsEmpty), fact => EventCodec.Parse(fact.Line).Timestamp < fact.At);
        Assert.Contains(facts, fact => fact.Products.Any(said => said.Product.Stock == 0));
        Assert.True(events.Select(one => one.Context.GetProperty("timezone").GetString()).Distinct().Count() > 10);
    }

    private static ReadOnlyMemory<byte> SignIn() => EventCodec.Line(
        new EventDraft("e1", EventType.Identify, null, "ana", "device", Evening, Evening, "test"),
        traits: json =>
        {
            json.WriteString("email", "ana@example.com");
            json.WriteString("subscription:email", "subscribed");
        },
        context: json => json.WriteString("timezone", "Europe/Athens"));
}
