namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Who can use a device of a host.</summary>
public enum DeviceUser
{
    /// <summary>A machine that has it, as the device itself or below a disk or a card.</summary>
    Machine,

    /// <summary>A pool whose volumes lie on it.</summary>
    Pool,

    /// <summary>A virtual network whose packets leave by it.</summary>
    Network,

    /// <summary>The host itself.</summary>
    Host,
}
