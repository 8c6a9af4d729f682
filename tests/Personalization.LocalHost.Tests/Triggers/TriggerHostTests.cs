using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Tests.Hosting;
using Personalization.LocalHost.Triggers;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Triggers;

public sealed record ChainOrder(string Id, int Count);

/// <summary>What the functions below have seen.</summary>
public sealed class ChainRecord
{
    public ConcurrentQueue<string> Lines { get; } = new();
}

public sealed class ChainFunctions(ChainRecord record)
{
    [Function("Split")]
    [QueueOutput("%Middle%")]
    public ChainOrder[] Split([QueueTrigger("%First%")] ChainOrder order, long dequeueCount)
    {
        record.Lines.Enqueue($"split {order.Id}, try {dequeueCount}");
        return [.. Enumerable.Range(1, order.Count).Select(part => new ChainOrder($"{order.Id}-{part}", 1))];
    }

    [Function("Forward")]
    [ServiceBusOutput("%Last%", Connection = "ServiceBus")]
    public ServiceBusMessage Forward([QueueTrigger("%Middle%")] QueueMessage message)
    {
        record.Lines.Enqueue($"forwarded {message.MessageId}");
        return new ServiceBusMessage(message.Body) { MessageId = message.MessageId };
    }

    [Function("Deliver")]
    public async Task DeliverAsync(
        [ServiceBusTrigger("%Last%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancelled)
    {
        await actions.CompleteMessageAsync(message, cancelled);
        record.Lines.Enqueue($"delivered {message.Body.ToObjectFromJson<ChainOrder>(TriggerJson.Options)!.Id}");
    }

    [Function("Tick")]
    public void Tick([TimerTrigger("%Schedule%", RunOnStartup = true)] TimerInfo timer) => record.Lines.Enqueue($"tick, next {timer.ScheduleStatus?.Next:u}");
}

[Collection(AzuriteCollection.Name)]
public sealed class TriggerHostTests(AzuriteFixture azurite)
{
    private readonly string name = azurite.UniqueName("chain");
    private readonly ChainRecord record = new();

    [Fact]
    public async Task Chain_QueueToQueueToServiceBus_DeliversEveryPart()
    {
        await using TestHost host = await StartAsync();
        await new QueueClient(azurite.ConnectionString, $"{name}-first").SendMessageAsync("""{"id":"a","count":3}""");
        await Until.TrueAsync(() => record.Lines.Count(line => line.StartsWith("delivered", StringComparison.Ordinal)) == 3);
        Assert.Equal(["delivered a-1", "delivered a-2", "delivered a-3"], record.Lines.Where(line => line.StartsWith("delivered", StringComparison.Ordinal)).Order());
        Assert.Contains("split a, try 1", record.Lines);
        await Until.TrueAsync(() => record.Lines.Contains("tick, next 2099-01-01 00:00:00Z"), "the run at start");
    }

    [Theory]
    [InlineData("Split", """{"id":"b","count":1}""", "delivered b-1")]
    [InlineData("Deliver", """{"id":"c","count":1}""", "delivered c")]
    [InlineData("Tick", null, "tick, next ")]
    public async Task Admin_RunByHand_RunsTheFunction(string function, string? input, string expected)
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await host.AdminAsync(HttpMethod.Post, $"/admin/functions/{function}?wait=true", JsonContent.Create(new { input }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Until.TrueAsync(() => record.Lines.Contains(expected), expected);
    }

    [Fact]
    public async Task Start_BadSchedule_NamesFunctionAndField()
    {
        HostStartupException error = await Assert.ThrowsAsync<HostStartupException>(() => StartAsync("0 0 25 * * *"));
        Assert.Contains("Tick", error.Message, StringComparison.Ordinal);
        Assert.Contains("hour", error.Message, StringComparison.Ordinal);
    }

    private Task<TestHost> StartAsync(string schedule = "0 0 0 1 1 *") => TestHost.StartAsync(typeof(ChainFunctions), builder =>
    {
        builder.Configuration["AzureWebJobsStorage"] = azurite.ConnectionString;
        builder.Configuration["ServiceBus"] = azurite.ConnectionString;
        builder.Configuration["AzureFunctionsWebHost:hostid"] = name;
        builder.Configuration["AzureFunctionsJobHost:extensions:queues:messageEncoding"] = "none";
        builder.Configuration["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.2";
        foreach (string place in (string[])["First", "Middle", "Last"]) builder.Configuration[place] = $"{name}-{place.ToLowerInvariant()}";
        builder.Configuration["Schedule"] = schedule;
        builder.Services.AddSingleton(record);
        builder.Services.AddTriggers();
        builder.Services.AddSingleton<TimeProvider>(new ManualStart());
    });

    /// <summary>Real time, but with a date that makes the next occurrence known.</summary>
    private sealed class ManualStart : TimeProvider
    {
        private static readonly DateTimeOffset Begin = new(2098, 6, 1, 0, 0, 0, TimeSpan.Zero);

        private readonly long start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Begin + System.GetElapsedTime(start);
    }
}
