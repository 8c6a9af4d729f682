using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Tests.Events;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;
using Personalization.Profiles;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Privacy;

/// <summary>Files of the lake are written anew while others read and append.</summary>
[Trait("Feature", "S30")]
public sealed class LakeRewriterTests : IClassFixture<OwnAzurite>, IDisposable
{
    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly OwnAzurite azurite;
    private readonly BlobEventLake lake;
    private readonly LakeRewriter rewriter;

    public LakeRewriterTests(OwnAzurite azurite)
    {
        this.azurite = azurite;
        azurite.Blobs.GetBlobContainerClient("lake").DeleteIfExists();
        lake = new BlobEventLake(azurite.Blobs, time, new LogLines());
        rewriter = new LakeRewriter(azurite.Blobs);
    }

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task Rewrite_PersonInTheFile_LeavesLengthAndNeighboursAndNothingOfThePerson()
    {
        await lake.AppendAsync(Make.Joined(Make.Line("one", user: "ana-kiknadze"), Make.Line("two", user: "neighbour"), Make.Line("three", user: "ana-kiknadze", product: "shoe")), default);
        LakeFile before = Assert.Single(await lake.ListAsync(null, default));
        ReadOnlyMemory<byte> was = await lake.ReadAsync(before.Name, 0, default);

        (int lines, long bytes) = await EraseAsync("ana-kiknadze");

        Assert.Equal((2, was.Length), (lines, bytes));
        Assert.Equal(before, Assert.Single(await lake.ListAsync(null, default)));
        string now = Make.Text(await lake.ReadAsync(before.Name, 0, default));
        Assert.Equal(was.Length, now.Length);
        Assert.DoesNotContain("ana-kiknadze", now, StringComparison.Ordinal);
        Assert.Contains(Make.Text(Make.Line("two", user: "neighbour")), now, StringComparison.Ordinal);
        Assert.Contains("\"product_id\":\"shoe\"", now, StringComparison.Ordinal);
        foreach (BlobItem blob in azurite.Blobs.GetBlobContainerClient("lake").GetBlobs())
            Assert.DoesNotContain("ana-kiknadze", (await Blob(blob.Name).DownloadContentAsync()).Value.Content.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 0L), await EraseAsync("ana-kiknadze"));
    }

    [Fact]
    public async Task Append_FileWrittenAnew_GoesOnWithTheNextNumberFromEveryInstance()
    {
        await lake.AppendAsync(Make.Joined(Make.Line("one", user: "ana-kiknadze")), default);
        await EraseAsync("ana-kiknadze");
        using BlobEventLake other = new(azurite.Blobs, time, new LogLines());

        await lake.AppendAsync(Make.Joined(Make.Line("two")), default);
        await other.AppendAsync(Make.Joined(Make.Line("three")), default);

        IReadOnlyList<LakeFile> files = await lake.ListAsync(null, default);
        Assert.Equal([$"events/{Make.Noon:yyyy/MM/dd/HH}-000.ndjson", $"events/{Make.Noon:yyyy/MM/dd/HH}-001.ndjson"], files.Select(file => file.Name));
        Assert.Equal(Make.Text(Make.Joined(Make.Line("two"), Make.Line("three"))), Make.Text(await other.ReadAsync(files[1].Name, 0, default)));
        await EraseAsync("nobody-in-here");
        Assert.Equal(2, (await other.ListAsync(null, default)).Count);
    }

    [Fact]
    public async Task Read_InstanceThatListedBefore_FindsTheFileWrittenAnew()
    {
        await lake.AppendAsync(Make.Joined(Make.Line("one", user: "ana-kiknadze"), Make.Line("two", user: "neighbour")), default);
        LakeFile file = Assert.Single(await lake.ListAsync(null, default));
        int first = Make.Line("one", user: "ana-kiknadze").Length + 1;
        byte[] rest = new byte[1000];

        await EraseAsync("ana-kiknadze");

        int count = await lake.ReadAsync(file.Name, first, rest, default);
        Assert.Equal(Make.Text(Make.Joined(Make.Line("two", user: "neighbour"))), Make.Text(rest.AsMemory(0, count)));
        Assert.True((await lake.ReadAsync(file.Name, file.Length, default)).IsEmpty);
    }

    [Fact]
    public async Task Rewrite_TwoPeopleOneAfterTheOther_WritesTheSameFileTwice()
    {
        await lake.AppendAsync(Make.Joined(Make.Line("one", user: "ana-kiknadze"), Make.Line("two", user: "neighbour-1"), Make.Line("three", user: "third-one")), default);

        await EraseAsync("ana-kiknadze");
        (int lines, _) = await EraseAsync("neighbour-1");

        Assert.Equal(1, lines);
        string now = Make.Text(await lake.ReadAsync(Assert.Single(await lake.ListAsync(null, default)).Name, 0, default));
        Assert.DoesNotContain("neighbour-1", now, StringComparison.Ordinal);
        Assert.Contains("third-one", now, StringComparison.Ordinal);
        Assert.Equal(3, EventCodec.Lines(System.Text.Encoding.UTF8.GetBytes(now)).Count());
    }

    [Fact]
    public async Task Delete_SealedFile_IsGone()
    {
        await lake.AppendAsync(Make.Joined(Make.Line("one", user: "ana-kiknadze")), default);
        await EraseAsync("ana-kiknadze");

        await rewriter.DeleteAsync(Assert.Single(await lake.ListAsync(null, default)).Name, default);

        Assert.Empty(await lake.ListAsync(null, default));
    }

    private BlobClient Blob(string name) => azurite.Blobs.GetBlobContainerClient("lake").GetBlobClient(name);

    private async Task<(int Lines, long Bytes)> EraseAsync(string user)
    {
        LineEraser eraser = new(PersonIdentity.Of([PersonKey.User(user)], []) with { Nonce = "a secret"u8.ToArray() });
        (int Lines, long Bytes) sum = (0, 0);
        foreach (LakeBlob file in await rewriter.ListAsync(null, default))
        {
            (int lines, long bytes) = await rewriter.RewriteAsync(file, eraser.Erase, default);
            sum = (sum.Lines + lines, sum.Bytes + bytes);
        }
        return sum;
    }
}
