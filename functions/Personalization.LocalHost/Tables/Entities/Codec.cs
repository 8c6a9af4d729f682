using System.Text.Json;

namespace Personalization.LocalHost.Tables;

/// <summary>How one type of value is written and read.</summary>
internal abstract class Codec<T>
{
    public abstract void Write(EntityWriter writer, string name, T value);

    /// <summary>Reads the value that the reader stands at, which is not null.</summary>
    public abstract T Read(ref Utf8JsonReader reader);
}
