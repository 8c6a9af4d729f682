using System.Globalization;
using System.Text;

namespace Personalization.Messages.Templates;

/// <summary>A message has become larger than it may be.</summary>
internal sealed class MessageTooLongException(int limit) : Exception($"The message is longer than {limit} characters");

/// <summary>Takes text up to a limit: a template whose loops write without end is stopped there.</summary>
internal sealed class BoundedWriter(int limit) : StringWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        Demand(1);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Demand(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Demand(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(string? value)
    {
        Demand(value?.Length ?? 0);
        base.Write(value);
    }

    private void Demand(int more)
    {
        if (GetStringBuilder().Length + more > limit) throw new MessageTooLongException(limit);
    }
}
