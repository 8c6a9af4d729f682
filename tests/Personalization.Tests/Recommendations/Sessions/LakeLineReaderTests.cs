using System.Text;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class LakeLineReaderTests
{
    private static readonly string[] Learned =
        [EventNames.ProductViewed, EventNames.ProductClicked, EventNames.ProductAdded, EventNames.WishlistProductAddedToCart, EventNames.OrderCompleted];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TryRead_LinesOfAllKinds_SaysWhatTheCodecSays(int seed)
    {
        DirtyLines lines = new(seed);
        LakeLine line = new();
        int refused = 0, learned = 0;
        for (int number = 0; number < 20_000; number++)
        {
            byte[] next = lines.Next();
            string expected = ByCodec(next), found = LakeLineReader.TryRead(next, line) ? Told(line) : "refused";
            if (expected != found) Assert.Fail($"{Encoding.UTF8.GetString(next)}\nsays     {expected}\nis read  {found}");
            if (expected == "refused") refused++;
            if (line.Kind is not null) learned++;
        }
        Assert.InRange(refused, 1000, 12_000);
        Assert.InRange(learned, 2000, 24_000);
    }

    [Fact]
    public void TryRead_EveryNameOfTheSpec_IsTakenAsInteractionsTakeIt()
    {
        LakeLine line = new();
        foreach (string name in typeof(EventNames).GetFields().Select(field => (string)field.GetRawConstantValue()!))
        {
            ReadOnlyMemory<byte> bytes = EventCodec.Line(
                new EventDraft("m", EventType.Track, name, "u", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "s"), json => json.WriteString("product_id", "p"));

            InteractionKind kind = Interactions.Of(EventCodec.Parse(bytes)).Select(one => one.Kind).FirstOrDefault();

            Assert.True(LakeLineReader.TryRead(bytes.Span, line));
            Assert.Equal(kind is InteractionKind.View or InteractionKind.CartAdd or InteractionKind.Purchase ? kind : null, line.Kind);
        }
    }

    [Fact]
    public void TryRead_LineLongerThanAnyBefore_IsRead()
    {
        LakeLine line = new();
        string products = string.Join(',', Enumerable.Range(0, 20_000).Select(n => $$"""{"product_id":"p{{n}}"}"""));
        byte[] bytes = Encoding.UTF8.GetBytes(
            $$$"""{"messageId":"m","type":"track","event":"Order Completed","userId":"u","timestamp":"2026-01-02T03:04:05Z","receivedAt":"2026-01-02T03:04:05Z","properties":{"products":[{{{products}}}]}}""");

        Assert.True(LakeLineReader.TryRead(bytes, line));
        Assert.Equal("p19999", Encoding.UTF8.GetString(line[line.Products[^1]]));
    }

    private static string Told(LakeLine line)
    {
        string Text(LakeText text) => text.IsSome ? $"<{Encoding.UTF8.GetString(line[text])}>" : "-";
        StringBuilder told = new($"{Text(line.MessageId)} {line.At} {Text(line.UserId)} {Text(line.AnonymousId)} {Text(line.PreviousId)} {line.Kind} {Text(line.OrderId)}");
        foreach (LakeText product in line.Products) told.Append(Text(product));
        return told.ToString();
    }

    private static string ByCodec(byte[] line)
    {
        try
        {
            ShopEvent read = EventCodec.Parse(line);
            Interaction[] all = Learned.Contains(read.Event) ? [.. Interactions.Of(read)] : [];
            InteractionKind? kind = all.Length == 0 ? null : all[0].Kind;
            string? order = kind is InteractionKind.Purchase ? Interactions.Text(read.Properties, "order_id") : null;
            string? previous = read.Type is EventType.Alias ? read.PreviousId : null;
            return $"{Text(read.MessageId)} {read.Timestamp.ToUnixTimeMilliseconds()} {Text(read.UserId)} {Text(read.AnonymousId)} {Text(previous)} {kind} "
                + $"{Text(string.IsNullOrWhiteSpace(order) ? null : order)}{string.Concat(all.Select(one => Text(one.ProductId)))}";
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException)
        {
            return "refused";
        }
    }

    private static string Text(string? text) => text is null ? "-" : $"<{text}>";
}
