namespace Azure.Data.Tables;

/// <summary>An account name with one of its keys.</summary>
public class TableSharedKeyCredential
{
    private byte[] key;

    /// <summary>Takes the key in base64.</summary>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        AccountName = accountName;
        key = Decode(accountKey);
    }

    /// <summary>The name of the account.</summary>
    public string AccountName { get; }

    internal ReadOnlySpan<byte> Key => Volatile.Read(ref key);

    /// <summary>Changes the key, in base64; requests signed from now on use it.</summary>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public void SetAccountKey(string accountKey) => Volatile.Write(ref key, Decode(accountKey));

    private static byte[] Decode(string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountKey);
        return Convert.FromBase64String(accountKey);
    }
}
