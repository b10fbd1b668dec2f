namespace WebConsole.Features.Provisioning.Commands;

/// <summary>The devices of a new machine besides disks and network cards; what is not asked for follows the operating system.</summary>
/// <param name="Graphics">How its screen is reached: <c>vnc</c>, <c>spice</c>, or <c>none</c>.</param>
/// <param name="Video">The model of its video card, such as <c>virtio</c>, or <c>none</c>.</param>
/// <param name="Sound">The model of its sound card, such as <c>ich9</c>, or <c>none</c>.</param>
/// <param name="Watchdog">The model of its watchdog, such as <c>i6300esb</c>, or <c>none</c>.</param>
/// <param name="WatchdogAction">What happens when the machine hangs: <c>reset</c> by default, <c>poweroff</c>, <c>pause</c>, <c>inject-nmi</c> or <c>none</c>.</param>
/// <param name="Rng">Whether it gets random numbers from the host.</param>
/// <param name="Serial">Whether it has a serial port, as by default.</param>
public sealed record NewDevices(string? Graphics = null, string? Video = null, string? Sound = null, string? Watchdog = null, string? WatchdogAction = null, bool? Rng = null, bool? Serial = null);
