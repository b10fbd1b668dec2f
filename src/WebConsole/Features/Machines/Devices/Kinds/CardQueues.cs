using System.Numerics;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The queues of a network card.</summary>
internal static class CardQueues
{
    public static readonly string[] Fields = ["queues", "rxQueueSize", "txQueueSize"];

    /// <summary>As many as the kernel gives a card.</summary>
    public const int Most = 256;

    private const int LeastSize = 256, MostSize = 1024;

    /// <param name="settings">What is asked for.</param>
    /// <param name="model">The card's model then; <c>null</c> where it is not known.</param>
    /// <param name="isUser">Whether it goes through QEMU's own network then.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, string? model, bool isUser)
    {
        var isOther = model is not (null or "virtio" or "virtio-transitional" or "virtio-non-transitional");
        yield return ("queues", settings.Queues switch
        {
            null or 0 => null,
            _ when isOther => "Only cards of the model virtio have queues to choose.",
            < 0 or > Most => $"A number from 1 to {Most}.",
            > 1 when isUser => "1, where it goes through the host's own connections.",
            _ => null,
        });
        yield return ("rxQueueSize", Size(settings.RxQueueSize, isOther));
        yield return ("txQueueSize", Size(settings.TxQueueSize, isOther));
    }

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        card.Queues = Chosen(settings.Queues, card.Queues);
        card.ReceiveQueueSize = Chosen(settings.RxQueueSize, card.ReceiveQueueSize);
        card.SendQueueSize = Chosen(settings.TxQueueSize, card.SendQueueSize);
    }

    private static int? Chosen(int? asked, int? stands) => asked switch { null => stands, 0 => null, var number => number };

    private static string? Size(int? size, bool isOther) => size is null or 0 ? null
        : isOther ? "Only cards of the model virtio have queues to choose."
        : size is >= LeastSize and <= MostSize && BitOperations.IsPow2(size.Value) ? null : $"{LeastSize}, 512 or {MostSize}.";
}
