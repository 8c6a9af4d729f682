using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;
using Personalization.Privacy.Requests;
using Personalization.Privacy.Suppression;
using Personalization.Profiles;

namespace Personalization.Tests.Privacy;

/// <summary>Finding people, keeping them out, and signing that they are gone.</summary>
[Trait("Feature", "S30")]
public sealed class ErasureRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly PersonSearch search = new(PersonIdentity.Of([PersonKey.User("ana-kiknadze"), PersonKey.User("42")], ["Ana+1@example.com", "+995 555 12-34-56"]));

    [Theory]
    [InlineData("{\"userId\":\"ana-kiknadze\"}", true)]
    [InlineData("ana-kiknadze2", false)]
    [InlineData("susana-kiknadze", false)]
    [InlineData("ana+1@example.com", true)]
    [InlineData("{\"email\":\"ana\\u002B1@example.com\"}", true)]
    [InlineData("{\"userId\":\"42\"}", true)]
    [InlineData("{\"quantity\":42,\"sku\":\"4242\"}", false)]
    [InlineData("\"user_id:42\"", true)]
    [InlineData("{\"email\":\"ANA+1@Example.COM\"}", true)]
    [InlineData("to=Ana%2B1%40EXAMPLE.com", true)]
    [InlineData("JOANA+1@example.com", false)]
    [InlineData("call 00995 (555) 12.34.56 today", true)]
    [InlineData("\"995555123456\"", true)]
    [InlineData("1995555123456", false)]
    [InlineData("99555512345678", false)]
    [InlineData("995555, 123456", false)]
    public void Search_Text_FindsWhatStandsByItself(string text, bool found) => Assert.Equal(found, search.IsIn(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void DeepSearch_PackedInOneAnother_IsFound()
    {
        DeepSearch deep = new(search);
        byte[] plain = Encoding.UTF8.GetBytes("{\"userId\":\"ana-kiknadze\",\"x\":1}");
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(plain);
        byte[] packed = EventPackage.Compress([plain]);

        Assert.True(deep.IsIn(zipped.ToArray()));
        Assert.True(deep.IsIn(Encoding.UTF8.GetBytes("e1:" + Convert.ToBase64String(packed))));
        Assert.True(deep.IsIn(Encoding.UTF8.GetBytes($"{{\"body\":\"{Convert.ToBase64String(zipped.ToArray())}\"}}")));
        Assert.False(deep.IsIn(EventPackage.Compress([Encoding.UTF8.GetBytes("{\"userId\":\"somebody-else\"}")])));
    }

    [Fact]
    public void Suppression_ListByBytes_DropsSuppressedForEverAndErasedUntilThen()
    {
        using PersonHasher hasher = new("a salt of the tests");
        UInt128[] ana = [hasher.Of("u:ana"), hasher.Of("a:phone")], bob = [hasher.Of("u:bob")];
        SuppressionList list = SuppressionList.FromBytes(SuppressionList.Empty.With(ana, SuppressionMode.Suppressed, Noon, 1)!.With(bob, SuppressionMode.Erased, Noon, 2)!.ToBytes());
        Func<ReadOnlyMemory<byte>, bool> admits = SuppressionGate.Of(list, hasher)!;

        Assert.False(admits(Line("ana", null, 60)));
        Assert.False(admits(Line(null, "phone", 60)));
        Assert.False(admits(Line("bob", null, -60)));
        Assert.True(admits(Line("bob", null, 60)));
        Assert.True(admits(Line("carl", null, 60)));
        SuppressionList lifted = list.Without([ana[1]]);
        Assert.True(SuppressionGate.Of(lifted, hasher)!(Line("ana", null, 60)));
        Assert.Null(SuppressionGate.Of(lifted.Pruned(Noon.AddDays(30)), hasher));
    }

    [Fact]
    public void Suppression_ErasureOfSuppressedPerson_StaysSuppressedAndFullListSaysSo()
    {
        using PersonHasher hasher = new("a salt of the tests");
        SuppressionList list = SuppressionList.Empty.With([hasher.Of("u:ana")], SuppressionMode.Suppressed, Noon, 1)!.With([hasher.Of("u:ana")], SuppressionMode.Erased, Noon, 2)!;

        Assert.Equal(SuppressionMode.Suppressed, list.Find(hasher.Of("u:ana"))!.Value.Mode);
        Assert.Null(SuppressionList.Empty.With([.. Enumerable.Range(0, SuppressionList.Most + 1).Select(number => (UInt128)number)], SuppressionMode.Suppressed, Noon, 1));
    }

    [Fact]
    public void Receipt_LaidOutAnewOrChanged_IsBelievedOrNot()
    {
        using ReceiptSigner old = new("the key of last year"), signer = new("the key of this year", "the key of last year");
        PrivacyRequest request = new PrivacyRequest { Id = "prv-1", Kind = PrivacyKind.Erase, CreatedAt = Noon, EndedAt = Noon }.Adding("lake", 2, 400).Adding("lake", 1, 100);
        JsonElement receipt = request.Receipt();
        string signature = old.Sign(receipt);

        Assert.True(signer.IsSigned(JsonElement.Parse(receipt.GetRawText().Replace(",", " , ", StringComparison.Ordinal)), signature));
        Assert.False(signer.IsSigned(JsonElement.Parse(receipt.GetRawText().Replace("\"records\":3", "\"records\":2", StringComparison.Ordinal)), signature));
        Assert.False(signer.IsSigned(receipt, signature[..^1] + (signature[^1] == '0' ? '1' : '0')));
        Assert.False(old.IsSigned(receipt, signer.Sign(receipt)));
    }

    [Theory]
    [InlineData("""{"kind":"erase","person":"user_id:42"}""", PrivacyKind.Erase, false)]
    [InlineData("""{"kind":"erase","suppress":true,"userId":"42"}""", PrivacyKind.Erase, true)]
    [InlineData("""{"regulationType":"SUPPRESS_WITH_DELETE","subjectType":"USER_ID","subjectIds":["42"]}""", PrivacyKind.Erase, true)]
    [InlineData("""{"regulationType":"DELETE_ONLY","subjectIds":["42"]}""", PrivacyKind.Erase, false)]
    [InlineData("""{"regulationType":"SUPPRESS_ONLY","subjectIds":["42"]}""", PrivacyKind.Suppress, true)]
    [InlineData("""{"regulationType":"UNSUPPRESS","subjectIds":["42"]}""", PrivacyKind.Unsuppress, false)]
    [InlineData("""{"kind":"export","userId":"42"}""", PrivacyKind.Export, false)]
    public void Read_OursAndSegmentsWords_NameKindAndPerson(string body, PrivacyKind kind, bool suppress)
    {
        (PrivacyWish? wish, _) = PrivacyWishReader.Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal((kind, suppress), (wish!.Kind, wish.Suppress));
        Assert.Equal([PersonKey.User("42")], wish.Keys);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("[]", "")]
    [InlineData("""{"person":"user_id:42"}""", "/kind")]
    [InlineData("""{"kind":"erase"}""", "/person")]
    [InlineData("""{"kind":"erase","person":"42"}""", "/person")]
    [InlineData("""{"kind":"erase","userId":42}""", "/userId")]
    [InlineData("""{"regulationType":"DELETE_ONLY","subjectIds":["1","2"]}""", "/subjectIds")]
    public void Read_WhatCannotBeRead_NamesTheField(string body, string pointer) =>
        Assert.Contains(PrivacyWishReader.Read(Encoding.UTF8.GetBytes(body)).Problem!.Errors!, error => error.Pointer == pointer);

    private static ReadOnlyMemory<byte> Line(string? user, string? device, int minute) =>
        EventCodec.Line(new EventDraft("m", EventType.Track, "Something", user, device, Noon.AddMinutes(minute), Noon.AddMinutes(minute), "test"));
}
