using WebConsole.CloudInit;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What somebody has entered for cloud-init.</summary>
public sealed class CloudInitDraft
{
    /// <summary>Whether cloud-init is to set it up; by default where the image has it.</summary>
    public bool? IsWanted { get; set; }

    public bool ImageHasIt { get; set; }

    /// <summary>The first user, whom most machines have alone.</summary>
    public UserDraft User { get; set; } = new() { TakesOwnKeys = null };

    public IReadOnlyList<UserDraft> MoreUsers { get; set; } = [];

    /// <summary>Whether passwords sign in by SSH, too.</summary>
    public bool SshPasswords { get; set; }

    public string? HostName { get; set; }

    public string? Packages { get; set; }

    public string? Commands { get; set; }

    /// <summary>The fixed addresses of each network card; null for those that ask a DHCP server, and where the list ends.</summary>
    public IReadOnlyList<CardAddresses?> Cards { get; set; } = [];

    /// <summary>Whether somebody writes user-data, in place of users, packages and commands.</summary>
    public bool HasUserData { get; set; }

    public string? UserData { get; set; }

    /// <summary>Whether somebody writes network-config, in place of the cards' addresses.</summary>
    public bool HasNetworkConfig { get; set; }

    public string? NetworkConfig { get; set; }

    /// <summary>The fixed addresses of a card.</summary>
    public CardAddresses? AddressesOf(int card) => card < Cards.Count ? Cards[card] : null;

    /// <summary>The arguments.</summary>
    /// <param name="own">The keys of whoever makes the machine.</param>
    /// <param name="cards">How many network cards the machine has.</param>
    internal CloudInitSettings Ask(OwnKeys own, int cards) => new(
        Text(HostName),
        Users: HasUserData ? null : Users(own),
        Packages: HasUserData ? null : Lines(Packages),
        Runcmd: HasUserData ? null : Lines(Commands),
        Networks: HasNetworkConfig ? null : Networks(cards),
        UserData: HasUserData ? Text(UserData) : null,
        NetworkConfig: HasNetworkConfig ? Text(NetworkConfig) : null,
        SshPasswords: !HasUserData && SshPasswords ? true : null);

    private CloudInitUser[]? Users(OwnKeys own) => User.IsEmpty && MoreUsers.Count == 0 ? null : [.. MoreUsers.Prepend(User).Select(user => user.Ask(own))];

    /// <summary>Without a fixed address cloud-init is told nothing, and asks a DHCP server by itself.</summary>
    private CloudInitNetwork[]? Networks(int cards) => Cards.Take(cards).All(card => card is null) ? null
        : [.. Enumerable.Range(0, cards).Select(card => AddressesOf(card)?.Ask() ?? new CloudInitNetwork())];

    private static string[]? Lines(string? text) => text?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines ? lines : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
