package dev.ordinal.engine;

/** The types of a pod, but for its containers and volumes. {@link ShapeTable} explains the notation. */
final class PodShapes {

    static final String TABLE = """
            PodTemplate
              ObjectMeta   metadata
              PodSpec      spec

            PodSpec
              [Container]           containers initContainers ephemeralContainers
              [Volume]              volumes
              text                  restartPolicy dnsPolicy serviceAccountName serviceAccount nodeName hostname hostnameOverride subdomain
              text                  schedulerName priorityClassName preemptionPolicy runtimeClassName
              long                  terminationGracePeriodSeconds activeDeadlineSeconds
              integer               priority
              boolean               automountServiceAccountToken enableServiceLinks hostNetwork hostPID hostIPC hostUsers
              boolean               shareProcessNamespace setHostnameAsFQDN
              {text}                nodeSelector
              {quantity}            overhead
              PodSecurityContext    securityContext
              [NameReference]       imagePullSecrets schedulingGates
              Affinity              affinity
              [Toleration]          tolerations
              [TopologySpread]      topologySpreadConstraints
              [HostAlias]           hostAliases
              DnsConfig             dnsConfig
              [ReadinessGate]       readinessGates
              NameReference         os
              [PodResourceClaim]    resourceClaims
              Resources             resources
              SchedulingGroup       schedulingGroup workloadRef
              [EvictionResponder]   evictionResponders

            NameReference
              text         name

            PodResourceClaim
              text         name resourceClaimName resourceClaimTemplateName

            SchedulingGroup
              text         name podGroupName podGroup podGroupReplicaKey

            EvictionResponder
              text         name
              integer      priority

            ReadinessGate
              text         conditionType

            HostAlias
              text         ip
              [text]       hostnames

            DnsConfig
              [text]       nameservers searches
              [NameValue]  options

            NameValue
              text         name value

            Toleration
              text         key operator value effect
              long         tolerationSeconds

            TopologySpread
              integer        maxSkew minDomains
              text           topologyKey whenUnsatisfiable nodeAffinityPolicy nodeTaintsPolicy
              LabelSelector  labelSelector
              [text]         matchLabelKeys

            Affinity
              NodeAffinity  nodeAffinity
              PodAffinity   podAffinity podAntiAffinity

            NodeAffinity
              NodeSelector              requiredDuringSchedulingIgnoredDuringExecution
              [PreferredNodeAffinity]   preferredDuringSchedulingIgnoredDuringExecution

            NodeSelector
              [NodeSelectorTerm]  nodeSelectorTerms

            NodeSelectorTerm
              [NodeRequirement]  matchExpressions matchFields

            NodeRequirement
              text         key operator
              [text]       values

            PreferredNodeAffinity
              integer           weight
              NodeSelectorTerm  preference

            PodAffinity
              [PodAffinityTerm]       requiredDuringSchedulingIgnoredDuringExecution
              [PreferredPodAffinity]  preferredDuringSchedulingIgnoredDuringExecution

            PreferredPodAffinity
              integer          weight
              PodAffinityTerm  podAffinityTerm

            PodAffinityTerm
              LabelSelector  labelSelector namespaceSelector
              text           topologyKey
              [text]         namespaces matchLabelKeys mismatchLabelKeys

            PodSecurityContext
              long            runAsUser runAsGroup fsGroup
              boolean         runAsNonRoot
              [long]          supplementalGroups
              text            supplementalGroupsPolicy fsGroupChangePolicy seLinuxChangePolicy
              SeLinuxOptions  seLinuxOptions
              WindowsOptions  windowsOptions
              Profile         seccompProfile appArmorProfile
              [NameValue]     sysctls

            SeLinuxOptions
              text         user role type level

            WindowsOptions
              text         gmsaCredentialSpecName gmsaCredentialSpec runAsUserName
              boolean      hostProcess

            Profile
              text         type localhostProfile
            """;

    private PodShapes() {}
}
