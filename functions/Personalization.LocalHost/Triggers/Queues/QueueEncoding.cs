using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Personalization.LocalHost.Triggers.Queues;

/// <summary>Decodes messages one by one: the client would refuse the whole batch for one that is not base64.</summary>
internal static class QueueEncoding
{
    /// <summary>The message with its body as the sender wrote it.</summary>
    /// <exception cref="FormatException">It should be base64 and is not.</exception>
    public static QueueMessage Decode(this QueueMessage message, QueueMessageEncoding encoding) =>
        encoding == QueueMessageEncoding.None ? message : WithBody(message, BinaryData.FromBytes(Convert.FromBase64String(message.Body.ToString())));

    private static QueueMessage WithBody(QueueMessage message, BinaryData body) => QueuesModelFactory.QueueMessage(
        message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);
}
