using System.Text;
using Personalization.Events;
using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class LakeScanTests
{
    [Fact]
    public async Task Read_ManyFilesAndParts_AddsEveryLineOnce()
    {
        Lake lake = new();
        // Two files of more than one part each, an empty one, and one whose only line is not whole.
        for (int file = 0; file < 2; file++) lake.Files[$"f{file}"] = Lines(40_000, file * 40_000);
        lake.Files["f2"] = [];
        lake.Files["f3"] = "{\"messageId\":"u8.ToArray();
        lake.Files["f4"] = [.. Lines(3, 80_000), .. "{\"half"u8];
        List<ScanProgress> told = [];
        ShoppingLogBuilder builder = new();

        await LakeScan.ReadAsync(lake, builder, progress =>
        {
            told.Add(progress);
            return Task.CompletedTask;
        }, CancellationToken.None);

        Assert.Equal((80_003, 0), (builder.Events, builder.Damaged));
        Assert.True(told.Count >= 6, "Each of the large files takes more than one part");
        Assert.Equal(told.OrderBy(one => one.Bytes), told);
        Assert.All(told, one => Assert.Equal(lake.Files.Values.Sum(file => (long)file.Length), one.TotalBytes));
    }

    [Fact]
    public async Task Read_DamagedLine_IsCountedAndPassedOver()
    {
        Lake lake = new();
        lake.Files["f"] = [.. Lines(2, 0), .. "{\"half\n\n"u8, .. Lines(2, 2)];
        ShoppingLogBuilder builder = new();

        await LakeScan.ReadAsync(lake, builder, _ => Task.CompletedTask, CancellationToken.None);

        Assert.Equal((4, 1), (builder.Events, builder.Damaged));
    }

    [Fact]
    public async Task Read_EmptyLake_AddsNothing()
    {
        ShoppingLogBuilder builder = new();

        await LakeScan.ReadAsync(new Lake(), builder, _ => Task.CompletedTask, CancellationToken.None);

        Assert.Equal(0, builder.Events);
    }

    private static byte[] Lines(int count, int first)
    {
        using MemoryStream lines = new();
        string filler = new('x', 200);
        for (int number = first; number < first + count; number++)
            lines.Write(Encoding.UTF8.GetBytes($$$"""{"messageId":"m{{{number}}}","type":"track","event":"Product Viewed","userId":"u","timestamp":"2026-01-02T03:04:05Z","receivedAt":"2026-01-02T03:04:05Z","properties":{"product_id":"p","name":"{{{filler}}}"}}""" + "\n"));
        return lines.ToArray();
    }

    /// <summary>Gives a part of a file at a time.</summary>
    private sealed class Lake : IEventLake
    {
        public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

        public Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LakeFile>>([.. Files.Select(file => new LakeFile(file.Key, file.Value.Length))]);

        public Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken) =>
            Task.FromResult<ReadOnlyMemory<byte>>(Files[name].AsMemory((int)offset, Math.Min(1_000_000, Files[name].Length - (int)offset)));
    }
}
