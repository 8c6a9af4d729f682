using Personalization.Messages.Delivery;
using static Personalization.Tests.Messages.Mail;

namespace Personalization.Tests.Messages;

[Trait("Feature", "S27")]
public sealed class OfferAnswerTests
{
    private static readonly OfferAnswer[] All =
    [
        new("a", Noon, false), new("a", Noon.AddHours(2), true), new("a", Noon.AddHours(1), true), new("b", Noon.AddHours(3), false), new("b", Noon.AddHours(-1), false),
    ];

    [Fact]
    public void WithAnswers_InAnyOrderAndAgain_KeepsTheFirstClickElseTheFirstOpening()
    {
        OfferAnswer[] expected = [new("a", Noon.AddHours(1), true), new("b", Noon.AddHours(-1), false)];

        Assert.Equal(expected, new PersonHistory().WithAnswers(All).Answers);
        Assert.Equal(expected, All.Reverse().Aggregate(new PersonHistory(), (history, one) => history.WithAnswers([one])).WithAnswers(All).Answers);
    }

    [Fact]
    public void Answers_OfAHistoryStoredBefore_AreNone() =>
        Assert.Empty(System.Text.Json.JsonSerializer.Deserialize("{}", MessageCodec.Json.PersonHistory)!.Answers);
}
