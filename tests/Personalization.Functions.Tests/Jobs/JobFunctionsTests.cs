using Azure.Storage.Queues.Models;
using Microsoft.DurableTask.Client;
using Personalization.Functions.Jobs;

namespace Personalization.Functions.Tests.Jobs;

public sealed class JobFunctionsTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    private readonly Remembering one = new("one"), other = new("other");

    [Theory]
    [InlineData("one:7f", "7f")]
    [InlineData("one:", "")]
    [InlineData("one:other:7f", "other:7f")]
    public async Task Run_KnownKind_HandsTheIdToItsRunner(string message, string id)
    {
        await Functions.Run(message, null!, default);

        Assert.Equal([id], one.Ids);
        Assert.Empty(other.Ids);
    }

    [Theory]
    [InlineData("third:7f")]
    [InlineData("on:7f")]
    [InlineData("ONE:7f")]
    [InlineData("one")]
    [InlineData("")]
    public async Task Run_UnknownKind_FailsAndNamesThoseThatThereAre(string message)
    {
        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Functions.Run(message, null!, default));

        Assert.EndsWith("one, other", fault.Message, StringComparison.Ordinal);
        Assert.Empty(one.Ids.Concat(other.Ids));
    }

    [Fact]
    public async Task Run_WhatTheQueueSent_IsUnderstood()
    {
        using JobQueue queue = new(azurite.Queues);
        await queue.SendAsync("one", "7f", default);
        await queue.SendAsync("other", "later", default, TimeSpan.FromHours(1));

        QueueMessage[] seen = await azurite.Queues.GetQueueClient(JobQueue.Name).ReceiveMessagesAsync(32);
        foreach (QueueMessage message in seen) await Functions.Run(message.Body.ToString(), null!, default);

        Assert.Equal(["7f"], one.Ids);
        Assert.Empty(other.Ids);
    }

    private JobFunctions Functions => new([one, other]);

    private sealed class Remembering(string kind) : IJobRunner
    {
        public List<string> Ids { get; } = [];

        public string Kind => kind;

        public Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken)
        {
            Ids.Add(id);
            return Task.CompletedTask;
        }
    }
}
