using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Profiles;

/// <summary>What profiles cost: requests to storage are money.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ProfileRequestTests(AzuriteFixture azurite)
{
    private readonly Counter counter = new();
    private readonly ManualTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task Resolve_KnownDevice_CostsOneReadInTheSteadyState()
    {
        (ProfileUpdater profiles, PersonKey device, PersonKey user) = await MergedAsync();
        using ProfileUpdater ours = profiles;
        await ours.ResolveAsync(device, default);
        for (int minute = 0; minute < 5; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            int before = counter.Requests;

            Assert.Equal(user, (await ours.ResolveAsync(device, default)).Profile.Key);

            Assert.Equal(1, counter.Requests - before);
        }
    }

    [Fact]
    public async Task Apply_PersonOfOneKey_CostsOneReadAndOneWrite()
    {
        using ProfileUpdater profiles = Updater();
        PersonKey device = PersonKey.Anonymous(azurite.UniqueName("d"));
        await profiles.ApplyAsync(device, [Make.Event("1")], default);
        time.Advance(TimeSpan.FromMinutes(1));
        int before = counter.Requests;

        await profiles.FreshAsync(device, [Make.Event("2")], default);
        await profiles.ApplyAsync(device, [Make.Event("2")], default);

        Assert.Equal(2, counter.Requests - before);
    }

    [Fact]
    public async Task Apply_MergedPerson_ReadsTheViewAndOnePartAndWritesBothAtOnce()
    {
        (ProfileUpdater profiles, PersonKey device, PersonKey user) = await MergedAsync();
        using ProfileUpdater ours = profiles;
        time.Advance(TimeSpan.FromMinutes(1));
        int before = counter.Requests;

        await ours.LinkAsync(new IdentityLink(device, user), Make.Event("3"), default);
        await ours.ApplyAsync(user, [Make.Event("3", user: user.Id)], default);
        Assert.Equal(3, counter.Requests - before);
        // While the part is known as well, it is the write alone.
        await ours.ApplyAsync(user, [Make.Event("4", user: user.Id)], default);

        Assert.Equal(4, counter.Requests - before);
    }

    private async Task<(ProfileUpdater Profiles, PersonKey Device, PersonKey User)> MergedAsync()
    {
        ProfileUpdater profiles = Updater();
        PersonKey device = PersonKey.Anonymous(azurite.UniqueName("d")), user = PersonKey.User(azurite.UniqueName("u"));
        await profiles.ApplyAsync(device, [Make.Event("1")], default);
        await profiles.LinkAsync(new IdentityLink(device, user), Make.Event("2"), default);
        return (profiles, device, user);
    }

    private ProfileUpdater Updater()
    {
        TableClientOptions options = new();
        options.AddPolicy(counter, HttpPipelinePosition.PerCall);
        return new ProfileUpdater(new TableProfileStore(new TableServiceClient(azurite.ConnectionString, options), time));
    }

    /// <summary>Counts calls, a transaction as one.</summary>
    private sealed class Counter : HttpPipelinePolicy
    {
        private int requests;

        public int Requests => Volatile.Read(ref requests);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref requests);
            ProcessNext(message, pipeline);
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref requests);
            return ProcessNextAsync(message, pipeline);
        }
    }
}
