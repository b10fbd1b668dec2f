using System.Collections.Immutable;
using System.Text.Json.Serialization;
using WebConsole.Operations;

namespace WebConsole.CloudInit;

/// <summary>What cloud-init is to do in a new machine at its first boot, in the form of the API; <see cref="CloudInitRules"/> checks it.</summary>
/// <param name="Hostname">The name of the machine, also with a domain.</param>
/// <param name="User">The short form of one user, with <paramref name="Password"/> and <paramref name="SshKeys"/>; the user may use sudo.</param>
/// <param name="Password">In the clear. It is hashed before it leaves WebConsole.</param>
/// <param name="SshKeys">Public keys of OpenSSH that sign the user in.</param>
/// <param name="Users">All users, or more users. The image's own default user is not made where there is any.</param>
/// <param name="Packages">Names of packages in the guest's distribution.</param>
/// <param name="Runcmd">Commands for the guest's shell, run in this order as root, once.</param>
/// <param name="Timezone">For example <c>Europe/Berlin</c>.</param>
/// <param name="Locale">For example <c>de_DE.UTF-8</c>.</param>
/// <param name="Networks">How each network interface is set up. Without any, the guest asks a DHCP server.</param>
/// <param name="UserData">Own user-data in place of what would be made of the fields; the host name is kept.</param>
/// <param name="NetworkConfig">Own network-config in place of <paramref name="Networks"/>.</param>
/// <param name="SshPasswords">Whether passwords sign in by SSH, too (<c>ssh_pwauth</c>); by default the image decides, and most take keys alone.</param>
public sealed record CloudInitSettings(
    string? Hostname = null, string? User = null, string? Password = null, IReadOnlyList<string>? SshKeys = null, IReadOnlyList<CloudInitUser>? Users = null,
    IReadOnlyList<string>? Packages = null, IReadOnlyList<string>? Runcmd = null, string? Timezone = null, string? Locale = null,
    IReadOnlyList<CloudInitNetwork>? Networks = null, string? UserData = null, string? NetworkConfig = null, bool? SshPasswords = null)
{
    /// <summary>What no message may hold: passwords, and what the user has written as a whole, which may hold any secret.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Secrets =>
    [
        .. AllUsers.Select(user => user.Password).Append(Password).OfType<string>().Where(secret => secret.Length > 0).Distinct(),
        .. (Runcmd ?? []).Append(UserData).Append(NetworkConfig).SelectMany(text => SecretText.Of(text)),
    ];

    /// <summary>All users, the one of the short form first. Here and everywhere, a list's entry that JSON gives as null is no entry.</summary>
    [JsonIgnore]
    internal ImmutableArray<CloudInitUser> AllUsers => [.. string.IsNullOrEmpty(User) ? [] : new[] { ShortForm }, .. (Users ?? []).OfType<CloudInitUser>()];

    [JsonIgnore]
    internal CloudInitUser ShortForm => new(User, Password, SshKeys);

    /// <summary>The settings with a MAC address for each network that names none: that of the machine's interface in the same position.</summary>
    /// <param name="macs">The addresses of the machine's interfaces, in their order.</param>
    public CloudInitSettings WithMacs(IReadOnlyList<string> macs) => Networks is null ? this : this with
    {
        Networks = [.. Networks.OfType<CloudInitNetwork>().Select((network, at) => string.IsNullOrEmpty(network.Mac) && at < macs.Count ? network with { Mac = macs[at] } : network)],
    };

    /// <summary>Without anything that may be a secret, which must not get into a log by accident.</summary>
    public override string ToString() => $"cloud-init of {Hostname}";
}
