using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Tests.Messages;

/// <content>What suppressed addresses and kept messages do, wherever they are stored.</content>
public abstract partial class MessageStoreSuite
{
    [Fact]
    public async Task Suppress_Address_CountsForItsChannelHoweverItIsWritten()
    {
        ISuppressionStore store = Suppressions();
        await store.SuppressAsync(MessageChannel.Email, "Ana@Example.com", "550", Now, default);
        Assert.True(await store.IsSuppressedAsync(MessageChannel.Email, " ana@example.com", default));
        Assert.False(await store.IsSuppressedAsync(MessageChannel.Inbox, "ana@example.com", default));
        Assert.False(await store.IsSuppressedAsync(MessageChannel.Email, "ben@example.com", default));
        Assert.False(await store.IsSuppressedAsync(MessageChannel.Email, "", default));
    }

    [Fact]
    public async Task Keep_SuppressionLifted_OnlyNewerStatementsCount()
    {
        ISuppressionStore store = Suppressions();
        string id = Suppression.IdOf(MessageChannel.Email, "ana@example.com");
        await store.SuppressAsync(MessageChannel.Email, "ana@example.com", "550", Now, default);
        await store.KeepAsync((await store.FindAsync(id, default))! with { At = Now.AddHours(1), Lifted = true }, default);
        // The event of the bounce comes once more.
        await store.SuppressAsync(MessageChannel.Email, "ana@example.com", "550", Now, default);
        Assert.False(await store.IsSuppressedAsync(MessageChannel.Email, "ana@example.com", default));
        await store.SuppressAsync(MessageChannel.Email, "ana@example.com", "bounced", Now.AddHours(2), default);
        Assert.Equal(new Suppression(id, MessageChannel.Email, "bounced", Now.AddHours(2)), await store.FindAsync(id, default));
    }

    [Fact]
    public async Task List_Suppressions_ComePageByPage()
    {
        ISuppressionStore store = Suppressions();
        string[] all = [.. Enumerable.Range(0, 5).Select(place => Suppression.IdOf(MessageChannel.Email, $"p{place}@example.com")).Order(StringComparer.Ordinal)];
        for (int place = 0; place < 5; place++) await store.SuppressAsync(MessageChannel.Email, $"p{place}@example.com", "550", Now, default);
        IReadOnlyList<Suppression> first = await store.ListAsync("", 3, default), rest = await store.ListAsync(first[^1].Id, 3, default);
        Assert.Equal(all, first.Concat(rest).Select(one => one.Id));
        Assert.Equal(3, first.Count);
    }

    [Fact]
    public async Task Keep_MessageKeptAlready_StaysAsItWent()
    {
        IMessageArchive archive = Archive();
        OutgoingMessage first = Letters.To() with { DecisionId = "d-1" };
        Assert.Equal("d-1", (await archive.KeepAsync(first, default)).DecisionId);
        Assert.Equal("d-1", (await archive.KeepAsync(first with { DecisionId = "d-2" }, default)).DecisionId);
        Assert.Equal((first.Content, "d-1"), ((await archive.FindAsync("m1", default))!.Content, (await archive.FindAsync("m1", default))!.DecisionId));
        Assert.Null(await archive.FindAsync("m2", default));
    }

    [Fact]
    public async Task List_Messages_ComeOnceNewestFirst()
    {
        IMessageArchive archive = Archive();
        for (int place = 0; place < 3; place++)
            for (int time = 0; time < 2; time++) await archive.ListAsync(Letters.To("ana", $"m{place}", channel: MessageChannel.Sms) with { CreatedAt = Now.AddHours(-20 * place) }, default);
        IReadOnlyList<ArchivedLine> found = await archive.NewestAsync(2, default);
        Assert.Equal(["m0", "m1"], found.Select(one => one.Id));
        Assert.Equal(new ArchivedLine("m1", MessageChannel.Sms, "user_id:ana", "გამარჯობა", Now.AddHours(-20)), found[1]);
    }
}
