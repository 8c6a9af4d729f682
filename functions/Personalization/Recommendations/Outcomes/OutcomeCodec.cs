using System.Collections.Immutable;

namespace Personalization.Recommendations.Outcomes;

/// <summary>Outcomes as part of the activity counts' bytes. Storage format.</summary>
internal static class OutcomeCodec
{
    public static void Write(BinaryWriter writer, OutcomeState state)
    {
        state.Prune();
        writer.Write(state.Verified);
        writer.Write(state.Foreign);
        writer.Write(state.OutOfTime);
        writer.Write7BitEncodedInt(state.Outcomes.Count);
        foreach ((OutcomeKey key, SortedDictionary<int, OutcomeDay> days) in state.Outcomes)
        {
            Write(writer, key);
            writer.Write7BitEncodedInt(days.Count);
            foreach ((int day, OutcomeDay outcome) in days.Reverse()) Write(writer, day, outcome);
        }
        writer.Write7BitEncodedInt(state.Orders.Count);
        foreach ((ulong orderId, ImmutableArray<AttributedLine> lines) in state.Orders.All)
        {
            writer.Write(orderId);
            writer.Write7BitEncodedInt(lines.Length);
            foreach (AttributedLine line in lines)
            {
                writer.Write(line.Product);
                Write(writer, line.Key);
                writer.Write(line.Currency);
                writer.Write(line.Amount);
            }
        }
    }

    public static void Read(BinaryReader reader, OutcomeState state)
    {
        (state.Verified, state.Foreign, state.OutOfTime) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        for (int keys = reader.Read7BitEncodedInt(); keys > 0; keys--)
        {
            OutcomeKey key = ReadKey(reader);
            for (int days = reader.Read7BitEncodedInt(); days > 0; days--) Read(reader, state.Of(key, reader.Read7BitEncodedInt()));
        }
        for (int orders = reader.Read7BitEncodedInt(); orders > 0; orders--)
        {
            ulong orderId = reader.ReadUInt64();
            AttributedLine[] lines = new AttributedLine[reader.Read7BitEncodedInt()];
            for (int i = 0; i < lines.Length; i++)
                lines[i] = new AttributedLine(reader.ReadUInt64(), ReadKey(reader), reader.ReadString(), reader.ReadDecimal());
            state.Orders.TryAdd(orderId, [.. lines]);
        }
    }

    private static void Write(BinaryWriter writer, OutcomeKey key)
    {
        writer.Write(key.Strategy);
        writer.Write(key.Placement);
    }

    private static OutcomeKey ReadKey(BinaryReader reader) => new(reader.ReadString(), reader.ReadString());

    private static void Write(BinaryWriter writer, int day, OutcomeDay outcome)
    {
        writer.Write7BitEncodedInt(day);
        foreach (long number in Numbers(outcome.Counts)) writer.Write7BitEncodedInt64(number);
        writer.Write7BitEncodedInt(outcome.Money.Count);
        foreach ((string currency, OutcomeMoney money) in outcome.Money)
        {
            writer.Write(currency);
            writer.Write(money.Ordered);
            writer.Write(money.Refunded);
        }
    }

    private static long[] Numbers(OutcomeCounts counts) =>
    [
        counts.Lists, counts.Impressions, counts.Examined, counts.Clicks, counts.ClickCredit, counts.Carts, counts.Purchases, counts.Units,
        counts.Skips, counts.Hides, counts.Dislikes, counts.Restores, counts.Refunds,
    ];

    private static void Read(BinaryReader reader, OutcomeDay outcome)
    {
        outcome.Counts = new OutcomeCounts
        {
            Lists = reader.Read7BitEncodedInt64(),
            Impressions = reader.Read7BitEncodedInt64(),
            Examined = reader.Read7BitEncodedInt64(),
            Clicks = reader.Read7BitEncodedInt64(),
            ClickCredit = reader.Read7BitEncodedInt64(),
            Carts = reader.Read7BitEncodedInt64(),
            Purchases = reader.Read7BitEncodedInt64(),
            Units = reader.Read7BitEncodedInt64(),
            Skips = reader.Read7BitEncodedInt64(),
            Hides = reader.Read7BitEncodedInt64(),
            Dislikes = reader.Read7BitEncodedInt64(),
            Restores = reader.Read7BitEncodedInt64(),
            Refunds = reader.Read7BitEncodedInt64(),
        };
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            outcome.Add(reader.ReadString(), new OutcomeMoney(reader.ReadDecimal(), reader.ReadDecimal()));
    }
}
