using System.Text;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Timing;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Messages;

public sealed class MessageDeliveryTests
{
    [Fact]
    public async Task Submit_SameMessageManyTimes_IsHandedOverOnce()
    {
        Post post = new();
        for (int time = 0; time < 3; time++) await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.RunAsync();
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.Delivery.DeliverAsync(new QueuedMessage(Letters.To(), 0), default);
        await post.RunAsync();
        Assert.Single(post.Handed);
        Assert.Equal((DeliveryState.Sent, "250", 1), ((await post.StateAsync()).State, (await post.StateAsync()).ProviderId, (await post.StateAsync()).Attempts));
    }

    [Theory]
    [InlineData(MessagePurpose.Marketing, false, 1, DeliveryState.Failed)]
    [InlineData(MessagePurpose.Transactional, false, 2, DeliveryState.Sent)]
    [InlineData(MessagePurpose.Marketing, true, 2, DeliveryState.Sent)]
    public async Task Deliver_HandOverWhoseEndNobodySaw_IsRepeatedOnlyWhereItDoesNoHarm(MessagePurpose purpose, bool knowsRepeats, int handed, DeliveryState state)
    {
        Post post = new() { KnowsRepeats = knowsRepeats };
        post.Provider = _ => post.Handed.Count == 1 ? throw new DiedException() : new ChannelResult.Taken(null);
        await post.Delivery.SubmitAsync(Letters.To(purpose: purpose), default);

        await post.RunAsync();

        Assert.Equal((handed, state), (post.Handed.Count, (await post.StateAsync()).State));
        if (state is DeliveryState.Failed) Assert.Equal("unsure", Assert.Single((await post.StateAsync()).Reasons).Code);
        // It counts for the frequency caps, sent or perhaps sent.
        Assert.Equal(purpose is MessagePurpose.Marketing ? 1 : 0, (await post.Histories.LoadAsync(PersonKey.User("ana"), default)).History.Sent.Length);
    }

    [Fact]
    public async Task Deliver_ProviderBusy_WaitsLongerEachTime()
    {
        Post post = new();
        post.Provider = _ => post.Handed.Count <= 3 ? new ChannelResult.Busy("451", post.Handed.Count == 2 ? TimeSpan.FromMinutes(10) : null) : new ChannelResult.Taken(null);
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.RunAsync();
        Assert.Equal([0, 30, 630, 750], post.Handed.Select(one => (one.At - Make.Noon).TotalSeconds));
        Assert.Equal(DeliveryState.Sent, (await post.StateAsync()).State);
    }

    [Theory]
    [InlineData(MessagePurpose.Marketing, 1, DeliveryState.Failed)]
    [InlineData(MessagePurpose.Transactional, 2, DeliveryState.Sent)]
    public async Task Deliver_ProviderBreaksOffInTheMiddle_RepeatsOnlyWhatSomebodyWaitsFor(MessagePurpose purpose, int handed, DeliveryState state)
    {
        Post post = new() { KnowsRepeats = false };
        post.Provider = _ => post.Handed.Count < 2 ? new ChannelResult.BrokenOff("cut") : new ChannelResult.Taken(null);
        await post.Delivery.SubmitAsync(Letters.To(purpose: purpose), default);

        await post.RunAsync();

        Assert.Equal(handed, post.Handed.Count);
        Assert.Equal(state, (await post.StateAsync()).State);
    }

    [Fact]
    public async Task Deliver_ProviderAlwaysBusy_EndsInTheListOfTheDead()
    {
        Post post = new() { Provider = _ => new ChannelResult.Busy("451 greylisted") };
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.RunAsync();
        DeadMessage dead = Assert.Single(await post.Store.DeadAsync(10, default));
        Assert.Equal((MessageDelivery.MostAttempts, "not-taken"), (post.Handed.Count, Assert.Single(dead.Record.Reasons).Code));
        Assert.Contains("greylisted", dead.Record.Reasons[0].Detail, StringComparison.Ordinal);
        Assert.Empty((await post.Histories.LoadAsync(PersonKey.User("ana"), default)).History.Sent);
    }

    [Fact]
    public async Task Deliver_AddressRefusedForGood_NothingMoreGoesThere()
    {
        Post post = new() { Provider = _ => new ChannelResult.Refused("550", true) };
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.Delivery.SubmitAsync(Letters.To(id: "m2", purpose: MessagePurpose.Transactional), default);
        await post.RunAsync();
        Assert.Single(post.Handed);
        Assert.Equal("refused", (await post.StateAsync()).Reasons[0].Code);
        Assert.Equal("suppressed", (await post.StateAsync("m2")).Reasons[0].Code);
    }

    [Fact]
    public async Task Deliver_UnsubscribedWhileWaiting_IsNotSent()
    {
        Post post = new(new MessagePolicy { QuietHours = [new QuietHours(new TimeOnly(11, 0), new TimeOnly(15, 0))], Caps = [] });
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.Delivery.DeliverAsync(new QueuedMessage(Letters.To(), 0), default);
        Assert.Equal((DeliveryState.Accepted, Make.Noon.AddHours(3)), ((await post.StateAsync()).State, (await post.StateAsync()).NextAt));
        post.Recipient = new MessageRecipient(Subscriptions.None, "UTC");
        await post.RunAsync();
        Assert.Empty(post.Handed);
        Assert.Equal("no-consent", Assert.Single((await post.StateAsync()).Reasons).Code);
    }

    [Fact]
    [Trait("Feature", "S109")]
    [Trait("Feature", "S143")]
    public async Task Deliver_ManyJourneysAtOnce_KeepTheCapTogetherAndTheGreaterGoesFirst()
    {
        Post post = new(new MessagePolicy { QuietHours = [], Caps = [new FrequencyCap(1, TimeSpan.FromDays(1))] });
        await post.Delivery.SubmitAsync(Letters.To(id: "first"), default);
        await post.RunAsync();
        foreach ((string id, int priority) in new[] { ("low", 0), ("high", 9), ("middle", 5) }) await post.Delivery.SubmitAsync(Letters.To(id: id, priority: priority, hours: 71), default);
        await post.RunAsync();
        Assert.Equal(["first", "high", "middle"], post.Handed.Select(one => one.Id));
        Assert.All(post.Handed.Zip(post.Handed.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromDays(1)));
        Assert.Contains((await post.StateAsync("low")).Reasons, reason => reason.Code is "no-time-left" or "expired");
    }

    [Fact]
    public async Task Deliver_ProcessDiesAnywhere_LosesNothingAndSendsNothingAgainThatIsRecorded()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Post post = new(new MessagePolicy { QuietHours = [new QuietHours(new TimeOnly(11, 0), new TimeOnly(12, 30))], Caps = [new FrequencyCap(2, TimeSpan.FromHours(5))] });
            int step = 0, deaths = 0;
            post.Provider = message => post.Handed.Count % 3 == 1 ? new ChannelResult.Busy("451") : message.Id == "m3" ? new ChannelResult.Refused("550", true) : new ChannelResult.Taken(null);
            post.Step = () =>
            {
                if (deaths < 12 && Personalization.Common.StableHash.Mix((ulong)((seed * 1000) + step++)) % 4 == 0)
                {
                    deaths++;
                    throw new DiedException();
                }
            };
            foreach (string id in new[] { "m1", "m2", "m3" }) await SubmitAsync(post, id);
            await post.RunAsync();
            foreach (string id in new[] { "m1", "m2", "m3" }) Assert.True((await post.StateAsync(id)).IsDone, $"{id} of {seed}");
            post.Step = () => { };
            int recorded = post.Handed.Count;
            foreach (string id in new[] { "m1", "m2", "m3" }) await post.Delivery.DeliverAsync(new QueuedMessage(Letters.To(id: id), 99), default);
            Assert.Equal(recorded, post.Handed.Count);
            Assert.Equal(["m3"], (await post.Store.DeadAsync(10, default)).Select(one => one.Message.Id));
        }
    }

    [Fact]
    public async Task Deliver_SlowHandOverFailsAfterAnotherSucceeded_StaysSent()
    {
        Post post = new();
        post.Provider = message =>
        {
            if (post.Handed.Count > 1) return new ChannelResult.Taken("second");
            // Longer than a hand-over may take: the message counts as left behind, and is taken up again.
            post.Clock.Advance(TimeSpan.FromMinutes(3));
            post.Delivery.DeliverAsync(new QueuedMessage(message, 0), default).GetAwaiter().GetResult();
            return new ChannelResult.Refused("550", false);
        };
        await post.Delivery.SubmitAsync(Letters.To(), default);
        await post.RunAsync();
        Assert.Equal((DeliveryState.Sent, "second"), ((await post.StateAsync()).State, (await post.StateAsync()).ProviderId));
        Assert.Empty(await post.Store.DeadAsync(10, default));
        Assert.Single((await post.Histories.LoadAsync(PersonKey.User("ana"), default)).History.Sent);
    }

    [Fact]
    public void Sign_Webhook_IsTheSignatureOfTheSpecification()
    {
        // The example of the Standard Webhooks reference libraries.
        Assert.True(WebhookSigner.TryRead("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", out byte[][]? secrets));
        string[] signatures = WebhookSigner.Sign(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("{\"test\": 2432232314}")).Split(' ');
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signatures[0]);
        Assert.Equal(2, signatures.Length);
        Assert.False(WebhookSigner.TryRead("whsec_!", out _));
    }

    private static async Task SubmitAsync(Post post, string id)
    {
        while (true)
        {
            try
            {
                await post.Delivery.SubmitAsync(Letters.To(id: id), default);
                return;
            }
            catch (DiedException)
            {
                // Whoever submits tries again: it was not answered.
            }
        }
    }
}
