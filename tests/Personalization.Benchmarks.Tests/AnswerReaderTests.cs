using System.Text;
using Personalization.Benchmarks.Serve.Load;

namespace Personalization.Benchmarks.Tests;

public sealed class AnswerReaderTests
{
    private const string Counted = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello";
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n, \r\nworld!\r\n0\r\n\r\n";

    [Theory]
    [InlineData(Counted, 5)]
    [InlineData(Chunked, 15)]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 0)]
    public void BodyLength_WholeAnswer_IsThatOfTheBody(string answer, int length) => Assert.Equal(length, AnswerReader.BodyLength(Encoding.ASCII.GetBytes(answer)));

    [Theory]
    [InlineData(Counted)]
    [InlineData(Chunked)]
    public void BodyLength_PartOfAnAnswer_WaitsForTheRest(string answer)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(answer);
        for (int length = 0; length < bytes.Length; length++) Assert.Equal(-1, AnswerReader.BodyLength(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(Counted, true)]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", false)]
    [InlineData("HTT", false)]
    public void IsOk_Answer_OnlyFor200(string answer, bool ok) => Assert.Equal(ok, AnswerReader.IsOk(Encoding.ASCII.GetBytes(answer)));
}
