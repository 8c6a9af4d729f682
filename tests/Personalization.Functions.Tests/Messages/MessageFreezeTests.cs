using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Messages.Timing;

namespace Personalization.Functions.Tests.Messages;

/// <summary>What a message says, and what is remembered of its way.</summary>
public sealed class MessageFreezeTests
{
    private static readonly MessagePolicy Quiet = new() { QuietHours = [new QuietHours(new TimeOnly(11, 0), new TimeOnly(15, 0))], Caps = [] };

    private static OutgoingMessage Draft() => Letters.To() with { Draft = new MessageDraft("t", JsonElement.Parse("{}"), null, new ProductBlock("for_you", 4, null)) };

    private static OutgoingMessage With(OutgoingMessage message, string text) => message with { Content = message.Content with { Text = text }, DecisionId = "d-" + text, Draft = null };

    [Fact]
    [Trait("Feature", "S106")]
    public async Task Deliver_Draft_IsFilledInWhenItGoesAndStaysSoOnEveryAttempt()
    {
        Post post = new(Quiet);
        int asked = 0;
        post.Composer = message => With(message, $"{post.Clock.GetUtcNow():HH}/{++asked}");
        post.Provider = _ => post.Handed.Count < 4 ? new ChannelResult.Busy("451") : new ChannelResult.Taken(null);
        await post.Delivery.SubmitAsync(Draft(), default);
        await post.RunAsync();
        Assert.Equal(["15/1", "15/1", "15/1", "15/1"], post.Sent.Select(one => one.Content.Text));
        Assert.Equal(("15/1", "d-15/1"), ((await post.Archive.FindAsync("m1", default))!.Content.Text, (await post.Archive.FindAsync("m1", default))!.DecisionId));
    }

    [Fact]
    [Trait("Feature", "S106")]
    public async Task Deliver_DraftAndDeathsAnywhere_SaysTheSameAtEveryHandOver()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Post post = new(Quiet);
            int step = 0, deaths = 0, asked = 0;
            post.Composer = message => With(message, $"{++asked}");
            post.Provider = _ => post.Handed.Count < 3 ? new ChannelResult.Busy("451") : new ChannelResult.Taken(null);
            await post.Delivery.SubmitAsync(Draft(), default);
            post.Step = () =>
            {
                if (deaths < 8 && Personalization.Common.StableHash.Mix((ulong)((seed * 1000) + step++)) % 3 == 0)
                {
                    deaths++;
                    throw new DiedException();
                }
            };
            await post.RunAsync();
            Assert.True(post.Sent.Count >= 3, $"{seed}");
            Assert.Single(post.Sent.Select(one => one.Content.Text).Distinct());
        }
    }

    [Fact]
    [Trait("Feature", "S143")]
    public async Task Deliver_LongWay_IsRememberedStepByStep()
    {
        Post post = new(Quiet);
        post.Provider = _ => post.Handed.Count < 3 ? new ChannelResult.Busy("451") : new ChannelResult.Taken(null);
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.RunAsync();
        DeliveryRecord record = await post.StateAsync();
        Assert.Equal(["accepted", "delayed", "handed-over", "busy", "handed-over", "busy", "handed-over", "sent"], record.Steps.Select(one => one.What));
        Assert.Equal(("quiet-hours", Make.Noon.AddHours(3), Make.Noon), (record.Steps[1].Reasons[0].Code, record.Steps[1].Until!.Value, record.Steps[1].At));
        Assert.Equal(Make.Noon.AddHours(3), record.Steps[2].At);
    }

    [Fact]
    public async Task Deliver_MoreStepsThanAreKept_KeepsTheFirstAndTheNewest()
    {
        Post post = new(new MessagePolicy { QuietHours = [], Caps = [] });
        await post.Delivery.SubmitAsync(Letters.To(hours: 700), default);
        post.Provider = _ => new ChannelResult.Busy("451");
        await post.RunAsync();
        for (int again = 0; again < 3; again++)
        {
            Assert.NotNull(await post.Dead.RetryAsync("m1", default));
            await post.RunAsync();
        }
        DeliveryRecord record = await post.StateAsync();
        Assert.Equal((DeliveryStep.Most, "accepted", "failed"), (record.Steps.Length, record.Steps[0].What, record.Steps[^1].What));
        Assert.True(record.Steps.Zip(record.Steps.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
    }

    [Fact]
    public async Task Retry_FailedMessage_HasItsTimeAnewAndSaysTheSame()
    {
        Post post = new();
        post.Composer = message => With(message, $"{post.Clock.GetUtcNow():dd}");
        post.Provider = _ => new ChannelResult.Refused("550 closed today", false);
        await post.Delivery.SubmitAsync(Draft(), default);
        await post.RunAsync();
        post.Clock.Advance(TimeSpan.FromDays(10));
        post.Provider = _ => new ChannelResult.Taken("250");
        Assert.Null(await post.Dead.RetryAsync("m2", default));
        Assert.Equal(DeliveryState.Accepted, (await post.Dead.RetryAsync("m1", default))!.State);
        await post.RunAsync();
        Assert.Equal((DeliveryState.Sent, 1), ((await post.StateAsync()).State, (await post.StateAsync()).Attempts));
        Assert.Equal(["01", "01"], post.Sent.Select(one => one.Content.Text));
        Assert.Empty(await post.Store.DeadAsync(10, default));
        Assert.Null(await post.Dead.RetryAsync("m1", default));
    }

    [Fact]
    public async Task Retry_ProcessDiesAnywhere_CanBeAskedAgainAndSendsOnce()
    {
        for (int deadly = 0; deadly < 6; deadly++)
        {
            Post post = new() { Provider = _ => new ChannelResult.Refused("550", false) };
            await post.Delivery.SubmitAsync(Letters.To(), default);
            await post.RunAsync();
            post.Provider = _ => new ChannelResult.Taken("250");
            int step = 0;
            post.Step = () =>
            {
                if (step++ == deadly) throw new DiedException();
            };
            bool died = false;
            try
            {
                await post.Dead.RetryAsync("m1", default);
            }
            catch (DiedException)
            {
                died = true;
            }
            if (died) await post.Dead.RetryAsync("m1", default);
            await post.RunAsync();
            Assert.Equal(DeliveryState.Sent, (await post.StateAsync()).State);
            Assert.Equal(2, post.Handed.Count);
            Assert.Empty(await post.Store.DeadAsync(10, default));
        }
    }
}
