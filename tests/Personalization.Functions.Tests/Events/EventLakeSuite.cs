using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Events;

/// <summary>What every lake does.</summary>
public abstract class EventLakeSuite
{
    private readonly ManualTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task Append_SomeLines_AreReadAsTheyWere()
    {
        IEventLake lake = Create(time);

        await lake.AppendAsync(Make.Joined(Make.Line("1"), Make.Line("2")), default);
        await lake.AppendAsync(Make.Joined(Make.Line("3")), default);

        LakeFile file = Assert.Single(await lake.ListAsync(null, default));
        ReadOnlyMemory<byte> bytes = await lake.ReadAsync(file.Name, 0, default);
        Assert.Equal(Make.Text(Make.Joined(Make.Line("1"), Make.Line("2"), Make.Line("3"))), Make.Text(bytes));
        Assert.Equal(bytes.Length, file.Length);
    }

    [Fact]
    public async Task List_NothingEverAppended_IsEmptyUntilSomethingIs()
    {
        IEventLake lake = Create(time);

        Assert.Empty(await lake.ListAsync(null, default));
        await lake.AppendAsync(Make.Line("1"), default);
        Assert.Single(await lake.ListAsync(null, default));
    }

    [Fact]
    public async Task Read_FromAnOffset_GivesTheRest()
    {
        IEventLake lake = Create(time);
        ReadOnlyMemory<byte> first = Make.Joined(Make.Line("1"));
        await lake.AppendAsync(first, default);
        await lake.AppendAsync(Make.Joined(Make.Line("2")), default);
        string name = (await lake.ListAsync(null, default))[0].Name;

        Assert.Equal(Make.Text(Make.Joined(Make.Line("2"))), Make.Text(await lake.ReadAsync(name, first.Length, default)));
        Assert.True((await lake.ReadAsync(name, 2 * first.Length, default)).IsEmpty);
    }

    [Fact]
    public async Task Read_IntoABuffer_FillsItOrGivesWhatThereIs()
    {
        IEventLake lake = Create(time);
        byte[] all = Make.Joined(Make.Line("1"), Make.Line("2")).ToArray(), buffer = new byte[all.Length + 10];
        await lake.AppendAsync(all, default);
        string name = (await lake.ListAsync(null, default))[0].Name;

        Assert.Equal(7, await lake.ReadAsync(name, 3, buffer.AsMemory(0, 7), default));
        Assert.Equal(all[3..10], buffer[..7]);
        Assert.Equal(all.Length - 1, await lake.ReadAsync(name, 1, buffer, default));
        Assert.Equal(all[1..], buffer[..(all.Length - 1)]);
        Assert.Equal(0, await lake.ReadAsync(name, all.Length, buffer, default));
    }

    [Fact]
    public async Task List_HoursAndDays_AreFilesInOrderOfTime()
    {
        IEventLake lake = Create(time);
        foreach (int hours in (int[])[0, 1, 22, 48])
        {
            await lake.AppendAsync(Make.Joined(Make.Line($"{hours}")), default);
            time.Advance(TimeSpan.FromHours(hours));
        }

        IReadOnlyList<LakeFile> all = await lake.ListAsync(null, default);
        IReadOnlyList<LakeFile> later = await lake.ListAsync(all[1].Name, default);

        Assert.Equal(3, all.Count);
        Assert.Equal(all.Select(file => file.Name).Order(StringComparer.Ordinal), all.Select(file => file.Name));
        Assert.Equal(all.Skip(1), later);
    }

    [Fact]
    public async Task Append_ManyAtOnce_KeepsEveryLineWhole()
    {
        IEventLake lake = Create(time);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (number, token) => await lake.AppendAsync(Make.Joined(Make.Line($"m{number}")), token));

        LakeFile file = Assert.Single(await lake.ListAsync(null, default));
        IEnumerable<string> ids = EventCodec.Lines(await lake.ReadAsync(file.Name, 0, default)).Select(line => EventCodec.Parse(line).MessageId);
        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"m{number}").Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    /// <summary>An empty lake.</summary>
    private protected abstract IEventLake Create(ManualTimeProvider time);
}

public sealed class MemoryEventLakeTests : EventLakeSuite
{
    private protected override IEventLake Create(ManualTimeProvider time) => new MemoryEventLake(time);
}

public sealed class BlobEventLakeTests(OwnAzurite azurite) : EventLakeSuite, IClassFixture<OwnAzurite>
{
    private readonly LogLines log = new();

    [Fact]
    public async Task Append_ContainerGoneAfterFirstUse_IsMadeAgainAndTheLossIsReported()
    {
        IEventLake lake = Create(new ManualTimeProvider(Make.Noon));
        await lake.AppendAsync(Make.Joined(Make.Line("1")), default);
        await azurite.Blobs.GetBlobContainerClient("lake").DeleteAsync();

        await lake.AppendAsync(Make.Joined(Make.Line("2")), default);

        Assert.Single(await lake.ListAsync(null, default));
        Assert.Contains("forgotten", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private protected override IEventLake Create(ManualTimeProvider time)
    {
        azurite.Blobs.GetBlobContainerClient("lake").DeleteIfExists();
        return new BlobEventLake(azurite.Blobs, time, log);
    }
}

/// <summary>A lake in memory, a file an hour.</summary>
internal sealed class MemoryEventLake(TimeProvider time) : IEventLake
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        string name = time.GetUtcNow().ToString("'events/'yyyy/MM/dd/HH'-000.ndjson'", System.Globalization.CultureInfo.InvariantCulture);
        lock (files) files[name] = [.. files.GetValueOrDefault(name, []), .. lines.Span];
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken)
    {
        lock (files)
            return Task.FromResult<IReadOnlyList<LakeFile>>(
                [.. files.Where(file => from is null || string.CompareOrdinal(file.Key, from) >= 0).Select(file => new LakeFile(file.Key, file.Value.Length))]);
    }

    public Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        lock (files) return Task.FromResult<ReadOnlyMemory<byte>>(offset < files[name].Length ? files[name].AsMemory((int)offset) : default);
    }

    /// <summary>Cuts a file, as a storage that loses its newest writes does.</summary>
    public void Lose(int bytes)
    {
        string name = files.Keys.Last();
        files[name] = files[name][..^bytes];
    }

    /// <summary>Appends bytes that capture has not written.</summary>
    public void Spoil(string text) => AppendAsync(System.Text.Encoding.UTF8.GetBytes(text), default).GetAwaiter().GetResult();
}

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILogger<BlobEventLake>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception));
}
