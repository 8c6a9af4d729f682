namespace Personalization.Catalog.Imports;

/// <summary>What the records read so far say of one order. The same whatever the order of the records.</summary>
internal sealed class OrderDraft(string orderId)
{
    private readonly Dictionary<OrderField, string> texts = [];

    public string OrderId { get; } = orderId;

    /// <summary>The smallest line of its records.</summary>
    public long Line { get; private set; } = long.MaxValue;

    /// <summary>The earliest time on its records.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Its products.</summary>
    public List<OrderRow> Rows { get; } = [];

    /// <summary>Fields of the order that its records do not agree on.</summary>
    public SortedSet<OrderField> Conflicts { get; } = [];

    /// <summary>A field of the order; empty when no record says.</summary>
    public string this[OrderField field] => texts.GetValueOrDefault(field, "");

    /// <summary>Takes a field from a record. Where records disagree the smallest text stays.</summary>
    public void Set(OrderField field, string text)
    {
        if (text.Length == 0) return;
        string known = texts.TryAdd(field, text) ? text : texts[field];
        if (known == text) return;
        Conflicts.Add(field);
        if (string.CompareOrdinal(text, known) < 0) texts[field] = text;
    }

    /// <summary>Takes the place and time of a record.</summary>
    public void See(long line, DateTimeOffset? time)
    {
        Line = Math.Min(Line, line);
        if (time is not null && !(Time <= time)) Time = time;
    }
}
