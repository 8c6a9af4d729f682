using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <content>The entity as a dictionary. Keys, timestamp and ETag (odata.etag) are among its entries.</content>
public sealed partial class TableEntity : IDictionary<string, object>
{
    /// <summary>How many entries there are, keys included.</summary>
    public int Count => properties.Count;

    /// <summary>The names of all entries.</summary>
    public ICollection<string> Keys => properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A property; null where it is absent. An Int32 set on an Int64 or double property becomes one.</summary>
    /// <exception cref="InvalidOperationException">The new value has another type than the present one.</exception>
    [AllowNull]
    public object this[string key]
    {
        get => Find(key)!;
        set => Set(key, value);
    }

    /// <summary>Sets a property, like the indexer.</summary>
    /// <exception cref="InvalidOperationException">The new value has another type than the present one.</exception>
    public void Add(string key, object? value) => Set(key, value);

    /// <summary>Removes all entries, the keys too.</summary>
    public void Clear() => properties.Clear();

    /// <summary>Whether there is such an entry.</summary>
    public bool ContainsKey(string key) => properties.ContainsKey(key);

    /// <summary>Removes an entry; false where it is absent.</summary>
    public bool Remove(string key) => properties.Remove(key);

    /// <summary>Finds an entry.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => properties.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private void Set(string key, object? value)
    {
        object? present = Find(key);
        properties[key] = (present is null || value is null || present.GetType() == value.GetType() ? value : Coerce(present, value))!;
    }

    // A property keeps its type once it has one, so that a row does not change its shape by accident.
    private static object Coerce(object present, object value) => (present, value) switch
    {
        (int, double or long) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (string, DateTime or DateTimeOffset) or (DateTime, DateTimeOffset) or (DateTimeOffset, DateTime) => value,
        _ => throw new InvalidOperationException($"Value ({present.GetType()}) {present} is not convertable to ({value.GetType()}) {value}."),
    };
}
