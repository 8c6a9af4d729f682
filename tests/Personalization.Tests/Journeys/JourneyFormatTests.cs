using System.Text.Json;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Messages;
using Personalization.Profiles;

namespace Personalization.Tests.Journeys;

/// <summary>What journeys keep in their history can be read by the app of tomorrow.</summary>
public sealed class JourneyFormatTests
{
    // As the worker of Durable Functions does it.
    private static readonly JsonSerializerOptions Worker = new() { IncludeFields = true, PropertyNameCaseInsensitive = true };

    [Fact]
    public void Turn_WithEveryAct_ComesBackAsItWas()
    {
        JsonElement some = JsonElement.Parse("""{"a":1}""");
        AbandonedCartState state = new("u:ana", "c1", DateTimeOffset.UnixEpoch) { Steps = ["reminder-1"], SentAt = DateTimeOffset.UnixEpoch };
        JourneyTurn<AbandonedCartState> turn = JourneyTurn.Wait(
            state, DateTimeOffset.UnixEpoch, "note", new SendMessage("s", MessageChannel.Push, "t", some, 5, 2, true) { Subject = "c1" }, new CallWebhook("c", "card", some),
            new SetTag("n", some), new Cancel("s"), new SeeVariant("e", "v"));

        string stored = JsonSerializer.Serialize(turn, Worker);
        JourneyTurn<AbandonedCartState> back = JsonSerializer.Deserialize<JourneyTurn<AbandonedCartState>>(stored, Worker)!;

        Assert.Equal(stored, JsonSerializer.Serialize(back, Worker));
        Assert.Equal([typeof(SendMessage), typeof(CallWebhook), typeof(SetTag), typeof(Cancel), typeof(SeeVariant)], back.Acts.Select(act => act.GetType()));
        Assert.Equal("reminder-1", Assert.Single(back.State.Steps));
    }

    [Fact]
    public void State_WithoutWhatCameLater_CanBeRead() =>
        Assert.Empty(JsonSerializer.Deserialize<AbandonedCartState>("""{"Person":"u:ana","Cart":"","Began":"2026-01-01T00:00:00Z"}""", Worker)!.Steps);

    [Fact]
    public void Instance_OfTheSameSubject_HasTheSameIdAlways()
    {
        Assert.Equal("journey-abandoned-cart-8ba1eeec32872c9e3f6b1fd1d0ee0a7f2b6e3a34-e3b0c44298fc1c14".Length, AbandonedCartRules.InstanceOf(PersonKey.User("ana"), "").Length);
        Assert.EndsWith("-e3b0c44298fc1c14", AbandonedCartRules.InstanceOf(PersonKey.User("ana"), ""), StringComparison.Ordinal);
        Assert.StartsWith(JourneyIds.Prefix("abandoned-cart", PersonKey.User("ana")), AbandonedCartRules.InstanceOf(PersonKey.User("ana"), "c1"), StringComparison.Ordinal);
        Assert.InRange(JourneyIds.Instance(new string('x', 20), PersonKey.User("ana"), new string('y', 500)).Length, 1, 100);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1000, 1000)]
    [InlineData(0.3, 240, 360)]
    public void IsHeldOut_OfAThousand_IsTheShare(double share, int least, int most)
    {
        int held = Enumerable.Range(0, 1000).Count(one => JourneyIds.IsHeldOut("x", PersonKey.User($"p{one}"), share));

        Assert.InRange(held, least, most);
    }
}
