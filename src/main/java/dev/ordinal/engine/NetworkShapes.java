package dev.ordinal.engine;

/**
 * The types of Services and what stands around workloads: endpoints, network policies, disruption budgets, autoscalers,
 * configuration. {@link ShapeTable} explains the notation.
 */
final class NetworkShapes {

    static final String TABLE = """
            Service: core
              ServiceSpec  spec

            ServiceSpec
              text            type clusterIP loadBalancerIP loadBalancerClass externalName sessionAffinity trafficDistribution
              text            externalTrafficPolicy internalTrafficPolicy ipFamilyPolicy ipFamily
              [text]          clusterIPs externalIPs loadBalancerSourceRanges ipFamilies topologyKeys
              {text}          selector
              [ServicePort]   ports
              boolean         publishNotReadyAddresses allocateLoadBalancerNodePorts
              integer         healthCheckNodePort
              SessionConfig   sessionAffinityConfig

            ServicePort
              text             name protocol appProtocol
              integer          port nodePort
              integer-or-text  targetPort

            SessionConfig
              SessionTimeout  clientIP

            SessionTimeout
              integer      timeoutSeconds

            Endpoints: core
              [EndpointSubset]  subsets

            EndpointSubset
              [EndpointAddress]  addresses notReadyAddresses
              [EndpointPort]     ports

            EndpointAddress
              text             ip hostname nodeName
              ObjectReference  targetRef

            EndpointPort
              text         name protocol appProtocol
              integer      port

            ObjectReference
              text         apiVersion kind namespace name uid resourceVersion fieldPath

            EndpointSlice: discovery.k8s.io
              text            addressType
              [Endpoint]      endpoints
              [EndpointPort]  ports

            Endpoint
              [text]              addresses
              text                hostname nodeName zone
              EndpointConditions  conditions
              ObjectReference     targetRef
              {text}              deprecatedTopology topology
              any                 hints

            EndpointConditions
              boolean      ready serving terminating

            NetworkPolicy: networking.k8s.io extensions
              NetworkPolicySpec  spec

            NetworkPolicySpec
              LabelSelector        podSelector
              [NetworkPolicyRule]  ingress egress
              [text]               policyTypes

            NetworkPolicyRule
              [NetworkPolicyPort]  ports
              [NetworkPolicyPeer]  from to

            NetworkPolicyPort
              text             protocol
              integer-or-text  port
              integer          endPort

            NetworkPolicyPeer
              LabelSelector  podSelector namespaceSelector
              IpBlock        ipBlock

            IpBlock
              text         cidr
              [text]       except

            PodDisruptionBudget: policy
              DisruptionBudgetSpec  spec

            DisruptionBudgetSpec
              integer-or-text  minAvailable maxUnavailable
              LabelSelector    selector
              text             unhealthyPodEvictionPolicy

            HorizontalPodAutoscaler: autoscaling extensions
              AutoscalerSpec  spec

            AutoscalerSpec
              ScaleTarget  scaleTargetRef
              integer      minReplicas maxReplicas targetCPUUtilizationPercentage
              [Metric]     metrics
              Behavior     behavior

            ScaleTarget
              text         apiVersion kind name

            Metric
              text          type
              MetricSource  object pods resource containerResource external

            # The sources of a metric in all versions: a target is an object up to v2beta1, a measure from v2beta2 on.
            MetricSource
              text          name container metricName
              ScaleTarget   describedObject
              MetricTarget  target
              MetricName    metric
              LabelSelector selector metricSelector
              integer       targetAverageUtilization
              quantity      targetAverageValue targetValue averageValue

            MetricTarget
              text         type apiVersion kind name
              quantity     value averageValue
              integer      averageUtilization

            MetricName
              text           name
              LabelSelector  selector

            Behavior
              ScalingRules  scaleUp scaleDown

            ScalingRules
              integer          stabilizationWindowSeconds
              text             selectPolicy
              [ScalingPolicy]  policies
              quantity         tolerance

            ScalingPolicy
              text         type
              integer      value periodSeconds

            Scale: autoscaling apps extensions
              ScaleSpec    spec

            ScaleSpec
              integer      replicas

            ConfigMap: core
              {text}       data binaryData
              boolean      immutable

            Secret: core
              {text}       data stringData
              text         type
              boolean      immutable
            """;

    private NetworkShapes() {}
}
