using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Timing;
using Personalization.Profiles;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Messages;

/// <summary>Caps hold for people, whatever devices and profiles they turn out to be.</summary>
[Trait("Feature", "S109")]
[Trait("Feature", "S143")]
public sealed class MergedHistoryTests
{
    private static readonly PersonKey[] Keys = [PersonKey.Anonymous("d1"), PersonKey.Anonymous("d2"), PersonKey.Anonymous("d3"), PersonKey.User("u1"), PersonKey.User("u2")];

    /// <summary>Who is who: each key's profile and what that has absorbed. A reader may see it as it was before the last merges.</summary>
    private sealed class People : IRecipientSource
    {
        public List<ImmutableDictionary<PersonKey, PersonKey>> Views { get; } = [ImmutableDictionary<PersonKey, PersonKey>.Empty];

        public int Back { get; set; }

        public ImmutableDictionary<PersonKey, PersonKey> View => Views[Math.Max(0, Views.Count - 1 - Back)];

        public PersonKey Of(PersonKey key)
        {
            while (View.TryGetValue(key, out PersonKey next)) key = next;
            return key;
        }

        public void Merge(PersonKey from, PersonKey into)
        {
            Back = 0;
            // The first link of a profile stands.
            if (!View.ContainsKey(from) && Of(into) != from) Views.Add(View.Add(from, Of(into)));
        }

        public Task<MessageRecipient> FindAsync(PersonKey person, CancellationToken cancellationToken)
        {
            PersonKey whole = Of(person);
            return Task.FromResult(Letters.Subscriber("UTC", whole) with { Absorbed = [.. Keys.Where(key => key != whole && Of(key) == whole).Select(key => key.Value)] });
        }
    }

    private sealed class Mortal(IHistoryStore inner) : IHistoryStore
    {
        public Func<bool> Dies { get; set; } = () => false;

        public Task<StoredHistory> LoadAsync(PersonKey person, CancellationToken cancellationToken) => inner.LoadAsync(person, cancellationToken);

        public Task<bool> TrySaveAsync(StoredHistory loaded, PersonHistory next, CancellationToken cancellationToken) =>
            Dies() ? throw new DiedException() : inner.TrySaveAsync(loaded, next, cancellationToken);
    }

    [Fact]
    public async Task Decide_MergesAndSendsInAnyOrder_NoCapIsExceededForThePersonKnownThen()
    {
        int sent = 0, merged = 0, waited = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            (int ofSent, int ofMerged, int ofWaited) = await RunAsync(seed);
            (sent, merged, waited) = (sent + ofSent, merged + ofMerged, waited + ofWaited);
        }
        Assert.True(sent > 5000 && merged > 800 && waited > 3000, $"{sent} sent, {merged} merged, {waited} waited: the test tries too little");
    }

    private static async Task<(int Sent, int Merged, int Waited)> RunAsync(int seed)
    {
        FrequencyCap[] caps = [new FrequencyCap(2, TimeSpan.FromHours(24)), new FrequencyCap(3, TimeSpan.FromHours(60))];
        ulong step = (ulong)seed << 32;
        int Chance(int of) => (int)(StableHash.Mix(step++) % (ulong)of);
        People people = new();
        Mortal histories = new(new MemoryHistoryStore()) { Dies = () => Chance(12) == 0 };
        DeliveryDesk desk = new(new MergedHistories(histories), people, new MemorySuppressionStore(), new NoHabits(), new MessagePolicy { QuietHours = [], Caps = [.. caps] });
        List<(PersonKey Key, DateTimeOffset At)> gone = [];
        List<(OutgoingMessage Message, DateTimeOffset At)> waiting = [];
        int waited = 0;
        DateTimeOffset now = Make.Noon;
        for (int turn = 0; turn < 60; turn++)
        {
            now = now.AddMinutes(Chance(400));
            if (Chance(8) == 0) people.Merge(Keys[Chance(Keys.Length)], Keys[3 + Chance(2)]);
            if (Chance(3) > 0) waiting.Add((Letters.To(id: $"m{turn}", hours: 20 + Chance(100), priority: Chance(3)) with { Person = Keys[Chance(Keys.Length)], CreatedAt = now, ExpiresAt = now.AddHours(100) }, now));
            foreach ((OutgoingMessage message, DateTimeOffset at) in waiting.Where(one => one.At <= now).ToArray())
            {
                people.Back = Chance(3) == 0 ? 1 + Chance(2) : 0;
                MessageDecision decision;
                try
                {
                    decision = await desk.DecideAsync(message, now, default);
                }
                catch (DiedException)
                {
                    continue;
                }
                waiting.Remove((message, at));
                if (decision is Delay delay) waiting.Add((message, delay.Until));
                if (decision is Delay) waited++;
                if (decision is not Send) continue;
                foreach (FrequencyCap cap in caps)
                {
                    int before = gone.Count(one => people.Of(one.Key) == people.Of(message.Person) && one.At + cap.Window > now);
                    Assert.True(before < cap.Most, $"seed {seed} turn {turn}: {before} before");
                }
                gone.Add((message.Person, now));
            }
        }
        people.Back = 0;
        return (gone.Count, people.Views.Count - 1, waited);
    }

    [Fact]
    public async Task Change_DeviceMergedIntoPerson_OpensAndWaitingOnesComeAlongAndLaterOnesFollow()
    {
        MemoryHistoryStore store = new();
        MergedHistories histories = new(store);
        PersonKey phone = PersonKey.Anonymous("phone"), ana = PersonKey.User("ana");
        MessageRequest request = new("w", MessageChannel.Email, MessagePurpose.Marketing, "", Make.Noon, Make.Noon.AddDays(2));
        await histories.ChangeAsync(phone, [], history => history.WithOpens([new OpenedMessage(Make.Noon, 1)]) with { Waiting = [new WaitingMessage(request, Make.Noon.AddHours(5))] }, default);
        await histories.ChangeAsync(ana, [phone.Value], history => history.WithOpens([new OpenedMessage(Make.Noon, 2)]), default);
        // Somebody who has not heard of the merge yet.
        await histories.ChangeAsync(phone, [], history => history.WithOpens([new OpenedMessage(Make.Noon, 3)]), default);
        PersonHistory whole = (await histories.LoadAsync(phone, default)).History;
        Assert.Equal([3UL, 2UL, 1UL], whole.Opens.Select(one => one.EventId));
        Assert.Equal(["w"], whole.Waiting.Select(one => one.Request.Id));
        Assert.Equal(whole.Opens.ToArray(), (await store.LoadAsync(ana, default)).History.Opens.ToArray());
    }

    [Fact]
    public async Task Change_MergedTwice_WhatWasSentMeanwhileDoesNotWaitAgain()
    {
        MergedHistories histories = new(new MemoryHistoryStore());
        PersonKey phone = PersonKey.Anonymous("phone"), old = PersonKey.User("old"), ana = PersonKey.User("ana");
        MessageRequest request = new("w", MessageChannel.Email, MessagePurpose.Marketing, "", Make.Noon, Make.Noon.AddDays(2));
        await histories.ChangeAsync(phone, [], history => history with { Waiting = [new WaitingMessage(request, Make.Noon.AddHours(5))] }, default);
        await histories.ChangeAsync(old, [phone.Value], history => history with { Waiting = [] }, default);
        await histories.ChangeAsync(ana, [phone.Value, old.Value], history => history.WithOpens([new OpenedMessage(Make.Noon, 2)]), default);
        PersonHistory whole = (await histories.LoadAsync(phone, default)).History;
        Assert.Empty(whole.Waiting);
        Assert.Equal(["a:phone", "u:old"], whole.Absorbed);
    }
}
