using System.Buffers.Binary;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// 64 bits of UTF-8 text, the same on every machine. Not for anything that is stored or secret: a rebuild hashes tens of millions of ids,
/// and <see cref="Common.StableHash"/> costs as much as reading a line.
/// </summary>
internal static class FastHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15, Second = 0xD6E8_FEB8_6659_FD93, Third = 0xA076_1D64_78BD_642F;
    private const ulong Fourth = 0xE703_7ED1_A0B4_28DB, Fifth = 0x8EBC_6AF0_9C88_C6E3;

    public static ulong Of(ReadOnlySpan<byte> text, ulong seed)
    {
        ulong hash = Mix(seed ^ First, (ulong)text.Length ^ Second);
        while (text.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text), First);
            text = text[sizeof(ulong)..];
        }
        ulong rest = 0;
        foreach (byte one in text) rest = (rest << 8) | one;
        return Mix(hash ^ rest ^ Third, Second);
    }

    /// <summary>One number of two, in which every bit depends on all bits of both.</summary>
    public static ulong Mix(ulong one, ulong other)
    {
        ulong high = Math.BigMul(one ^ Fourth, other ^ Fifth, out ulong low);
        return Finish(high ^ low);
    }

    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= Second;
        return hash ^ (hash >> 29);
    }
}
