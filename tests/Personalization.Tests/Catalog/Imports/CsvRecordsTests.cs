using System.Text;
using Personalization.Catalog.Imports;

namespace Personalization.Tests.Catalog.Imports;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "1:a|b 2:1|2 3:3|4")]
    [InlineData("a,b\r\n1,2\r\n\r\n \r\n3,4", "1:a|b 2:1|2 5:3|4")]
    [InlineData("\uFEFFa;b\n1;2\n", "1:a|b 2:1|2")]
    [InlineData("a\tb\n1\t2,5\n", "1:a|b 2:1|2,5")]
    [InlineData("a,b\n\"x, \"\"y\"\"\n z\",2\n3,4\n", "1:a|b 2:x, \"y\"\n z|2 4:3|4")]
    [InlineData("a,b\n5\" pipe,2\n3,4\n", "1:a|b 2:5\" pipe|2 3:3|4")]
    [InlineData("a,b\n,\n3,4\n,,,\n", "1:a|b 3:3|4")]
    public async Task ReadAsync_WellFormed_GivesRecordsWithTheirLines(string csv, string expected)
    {
        ImportLedger ledger = new();

        Assert.Equal(expected, await ReadAsync(csv, ledger));
        Assert.Equal(0, ledger.Findings.Total);
    }

    [Theory]
    [InlineData("a,b\n1,\"2\n3,4\n5,6\n", "1:a|b 3:3|4 4:5|6", "2")]
    [InlineData("a,b\n1,\"2\n3,\"4\"\n5,6\n", "1:a|b 3:3|4 4:5|6", "2")]
    [InlineData("a,b\r\n1,\"2\r\n3,\"4\r\n5,6\r\n", "1:a|b 4:5|6", "2 3")]
    [InlineData("a,b\n1,2\n\n\n3,\"4", "1:a|b 2:1|2", "5")]
    [InlineData("a,b\n1,\"2\"x\n3,4\n", "1:a|b 3:3|4", "2")]
    [InlineData("a,b\n1,\"2,x\n3,y\",z\n3,4\n", "1:a|b 4:3|4", "2 3")]
    public async Task ReadAsync_BrokenQuotes_CostTheLineTheyStandOn(string csv, string expected, string rejected)
    {
        ImportLedger ledger = new();

        Assert.Equal(expected, await ReadAsync(csv, ledger));
        Assert.Equal(rejected, string.Join(' ', ledger.Findings.First.Select(found => found.Line)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70_000)]
    [InlineData(400_000)]
    public async Task ReadAsync_UnclosedQuoteBeforeManyLines_LosesOneLine(int bytes)
    {
        int lines = bytes / 10 + 1;
        string csv = "a,b\n1,2\n\nq,\"open\n" + string.Concat(Enumerable.Range(0, lines).Select(line => $"{line % 10},sevenlet\n"));
        ImportLedger ledger = new();

        string read = await ReadAsync(csv, ledger);

        Assert.Equal([4L], ledger.Findings.First.Select(found => found.Line));
        Assert.StartsWith("1:a|b 2:1|2 5:0|sevenlet", read, StringComparison.Ordinal);
        Assert.EndsWith($"{lines + 4}:{(lines - 1) % 10}|sevenlet", read, StringComparison.Ordinal);
        Assert.Equal(lines + 2, read.Split(' ').Length);
    }

    [Fact]
    public async Task ReadAsync_LineWithoutEnd_IsRejectedAlone()
    {
        ImportLedger ledger = new();

        string read = await ReadAsync($"a,b\n1,{new string('x', 1_000_000)}\n3,4\n", ledger);

        Assert.Equal("1:a|b 3:3|4", read);
        Assert.Equal([2L], ledger.Findings.First.Select(found => found.Line));
    }

    /// <summary>Reads in one piece and byte by byte, which must be the same.</summary>
    private static async Task<string> ReadAsync(string csv, ImportLedger ledger)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(csv);
        using MemoryStream whole = new(bytes);
        string read = await ReadAsync(whole, ledger);
        if (bytes.Length > 100_000) return read;
        using Dripping drops = new(bytes);
        Assert.Equal(read, await ReadAsync(drops, new ImportLedger()));
        return read;
    }

    private static async Task<string> ReadAsync(Stream stream, ImportLedger ledger)
    {
        using CsvRecords records = new(stream, null, ledger);
        List<string> read = [];
        while (await records.ReadAsync(read.Count == 0 ? 0 : 2, CancellationToken.None))
            read.Add($"{records.Line}:{string.Join('|', Enumerable.Range(0, 2).Select(field => records[field]))}");
        return string.Join(' ', read);
    }

    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
