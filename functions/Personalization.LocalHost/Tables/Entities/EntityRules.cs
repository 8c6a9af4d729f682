using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>The service's limits for keys, properties and rows, with its own error codes; the emulator does not enforce all of them.</summary>
internal static class EntityRules
{
    /// <summary>1 KiB of UTF-16.</summary>
    public const int KeyLength = 512;

    /// <summary>64 KiB of UTF-16.</summary>
    public const int StringLength = 32 * 1024;

    public const int BinaryLength = 64 * 1024;

    public const int EntitySize = 1024 * 1024;

    /// <summary>Without keys and timestamp.</summary>
    public const int Properties = 252;

    private const int PropertyNameLength = 255;

    private static readonly DateTime EarliestDate = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void CheckKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        CheckKeys(entity.PartitionKey, entity.RowKey);
    }

    public static void CheckKeys(string partitionKey, string rowKey)
    {
        CheckKey(partitionKey, nameof(partitionKey));
        CheckKey(rowKey, nameof(rowKey));
    }

    public static void CheckName(string name)
    {
        if (name.Length > PropertyNameLength)
            throw TableErrors.Refused("PropertyNameTooLong", $"A property name has more than {PropertyNameLength} characters");
        if (!IsIdentifier(name)) throw TableErrors.Refused("PropertyNameInvalid", $"The property name {name} is not an identifier");
    }

    public static void CheckString(string name, string value)
    {
        if (value.Length > StringLength)
            throw TableErrors.Refused("PropertyValueTooLarge", $"The text of property {name} has more than {StringLength} characters");
    }

    public static void CheckBinary(string name, int length)
    {
        if (length > BinaryLength)
            throw TableErrors.Refused("PropertyValueTooLarge", $"The value of property {name} has more than {BinaryLength} bytes");
    }

    public static void CheckDate(string name, DateTime utc)
    {
        if (utc < EarliestDate) throw TableErrors.Refused("OutOfRangeInput", $"The date of property {name} is before {EarliestDate:yyyy-MM-dd}");
    }

    private static void CheckKey(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(key, name);
        if (key.Length > KeyLength) throw TableErrors.Refused("KeyValueTooLarge", $"The {name} has more than {KeyLength} characters");
        // The key may be personal data: it is not repeated in the message.
        foreach (char c in key)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                throw TableErrors.Refused("OutOfRangeInput", $"The {name} contains / \\ # ? or a control character");
        }
    }

    private static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_')) return false;
        foreach (char c in name)
        {
            if (!(char.IsLetterOrDigit(c) || c == '_')) return false;
        }
        return true;
    }
}
