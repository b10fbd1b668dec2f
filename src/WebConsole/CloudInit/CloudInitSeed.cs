using System.Text.RegularExpressions;
using WebConsole.CloudInit.Passwords;
using WebConsole.CloudInit.Yaml;
using WebConsole.Security;
using YamlDotNet.RepresentationModel;

namespace WebConsole.CloudInit;

/// <summary>The files of a seed for cloud-init's data source NoCloud.</summary>
/// <param name="MetaData">The file <c>meta-data</c>.</param>
/// <param name="UserData">The file <c>user-data</c>; passwords are in it as hashes.</param>
/// <param name="NetworkConfig">The file <c>network-config</c>; <c>null</c> where cloud-init is to ask a DHCP server, as it does by itself.</param>
/// <seealso href="https://cloudinit.readthedocs.io/en/latest/reference/datasources/nocloud.html"/>
public sealed partial record CloudInitSeed(string MetaData, string UserData, string? NetworkConfig)
{
    /// <summary>The seed of settings in which <see cref="CloudInitRules"/> finds no mistake.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="instanceId">Another one makes cloud-init set up the guest again: the machine's UUID.</param>
    /// <param name="method">How passwords are hashed: by what the guest reads.</param>
    /// <param name="cancellationToken">Ends the wait for the hashes.</param>
    public static async Task<CloudInitSeed> MakeAsync(
        CloudInitSettings settings, string instanceId, PasswordMethod method = PasswordMethod.Yescrypt, CancellationToken cancellationToken = default)
    {
        var hashes = new List<string?>();
        if (string.IsNullOrEmpty(settings.UserData))
            foreach (var user in settings.AllUsers)
                hashes.Add(string.IsNullOrEmpty(user.Password) ? null : await PasswordHash.OfAsync(user.Password, method, cancellationToken).ConfigureAwait(false));
        return Of(settings, instanceId, hashes, key => key);
    }

    /// <summary>What the seed will be, to be shown: nothing is hashed, hashes and the middle of keys are masked. The settings may have mistakes.</summary>
    public static CloudInitSeed Preview(CloudInitSettings settings, string instanceId) => Of(settings, instanceId,
        [.. settings.AllUsers.Select(user => string.IsNullOrEmpty(user.Password) ? null : DefinitionMask.Mark)],
        key => MiddleOfKey().Replace(key, DefinitionMask.Mark));

    /// <summary>Without the files, whose hashes must not get into a log by accident.</summary>
    public override string ToString() => "seed for cloud-init";

    private static CloudInitSeed Of(CloudInitSettings settings, string instanceId, IReadOnlyList<string?> hashes, Func<string, string> key) => new(
        MetaDataOf(settings, instanceId),
        string.IsNullOrEmpty(settings.UserData) ? CloudConfigWriter.Write(settings, hashes, key) : WithUnixLines(settings.UserData),
        string.IsNullOrEmpty(settings.NetworkConfig) ? NetworkConfigWriter.Write(settings.Networks) : WithUnixLines(settings.NetworkConfig));

    private static string MetaDataOf(CloudInitSettings settings, string instanceId)
    {
        var node = new YamlMappingNode();
        node.Put("instance-id", instanceId);
        node.Put("local-hostname", settings.Hostname);
        return YamlText.Of(node);
    }

    // The kernel takes a carriage return after #!/bin/sh for a part of the name.
    private static string WithUnixLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>What is between the first and the last letters of a key in base64.</summary>
    [GeneratedRegex("(?<=AAAA[A-Za-z0-9+/]{8})[A-Za-z0-9+/]{16,}(?=[A-Za-z0-9+/]{8})")]
    private static partial Regex MiddleOfKey();
}
